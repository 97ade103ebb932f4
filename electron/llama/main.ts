// The process of one loaded model. Native code may crash here; core sees its pipe close and starts another.
import { getPriority, setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { llama } from "../../shared/llama.ts";
import { pipePort } from "../../shared/rpc/pipePort.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { createLlama } from "./createLlama.ts";

// A signal to the whole group (Ctrl-C in a terminal) must not look like a crash: core decides when this ends, by the pipe.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
// A root session may run at a raised priority; a model that computes at it would starve the window.
if (getPriority() < 0) setPriority(0);

const isSource = import.meta.url.endsWith(".ts");
// There is nothing to save here.
new Worker(new URL(`../core/parentWatch.worker${isSource ? ".ts" : ".js"}`, import.meta.url), { workerData: { fd: 4, cleanEndMs: 0 } }).unref();
serve(llama, createLlama(), pipePort(process));
