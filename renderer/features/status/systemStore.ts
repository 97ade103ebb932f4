import { create } from "zustand";
import type { SystemSample } from "../../../shared/schemas/app.ts";
import { api, watch, type Parts } from "../../api.ts";

type SystemState = { sample: SystemSample | null; follow(): () => void };

/** The machine, second by second. */
export function createSystemStore({ watch }: Parts) {
  return create<SystemState>()((set) => ({
    sample: null,
    follow: () =>
      watch(
        (api, signal) => api.app.system({}, signal),
        (sample) => set({ sample }),
        () => set({ sample: null }),
      ),
  }));
}

export const useSystem = createSystemStore({ api, watch });
