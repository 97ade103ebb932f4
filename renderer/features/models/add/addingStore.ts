import { create } from "zustand";

type AddingState = { /** The dialog that is open. */ dialog: "scan" | "pull" | null; open(dialog: "scan" | "pull"): void; close(): void };

/** Which way of adding models is open. */
export const useAdding = create<AddingState>()((set) => ({ dialog: null, open: (dialog) => set({ dialog }), close: () => set({ dialog: null }) }));
