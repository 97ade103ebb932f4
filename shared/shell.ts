import { z } from "zod";
import { call } from "./rpc/contract.ts";

/** What differs between a window and a browser. Main serves it in Electron, the page itself in a browser. */
export const shell = {
  window: {
    /** Paths on the core's machine that the person chose; empty: none. */
    pickFiles: call(z.object({ title: z.string(), extensions: z.array(z.string()) }), z.object({ paths: z.array(z.string()) })),
    /** Where to write something, at first `path`; null: nowhere. `mayReplace`: the person agreed to replace what is there. */
    saveAs: call(z.object({ title: z.string(), path: z.string() }), z.object({ path: z.string().nullable(), mayReplace: z.boolean() })),
    /** http and https only, in the system's browser. */
    openLink: call(z.object({ url: z.string() }), z.object({})),
    /** Shows a file of the core's machine in its folder. */
    showInFolder: call(z.object({ path: z.string() }), z.object({})),
  },
} as const;
export type ShellContract = typeof shell;
