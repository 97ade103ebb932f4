import type { Output } from "./output.ts";

/** What every command gets. `signal` aborts at Ctrl-C, SIGTERM, and when the reader of standard output has gone. */
export type Context = { output: Output; signal: AbortSignal; dataFolder(): Promise<string> };
