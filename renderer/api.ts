import { useStore } from "zustand";
import { core } from "../shared/contract.ts";
import { createLink } from "./link.ts";
import { openCorePort } from "./ports.ts";
import { createShell } from "./shell.ts";

/** The page's one connection to the core; `main.tsx` starts it. */
export const link = createLink({ contract: core, openPort: openCorePort });

/** Every method of the core. Stores ask it; components never do. */
export const api = link.api;
/** `watch((api, signal) => api.models.watch({}, signal), onItem)`: asks, and asks again after each reconnect; gives its stop. */
export const watch = link.watch;
/** What a window and a browser do differently; no feature asks which one it is in. */
export const shell = createShell();

export const useConnection = () => useStore(link.status);

/** The parts that a store takes; tests pass a memory port's. */
export type Parts = { api: typeof api; watch: typeof watch };
