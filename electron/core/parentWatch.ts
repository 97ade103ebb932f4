// A thread that waits for the end of the parent's pipe, because a process that is busy in native code or a loop sees no event. It
// gives the clean end some time and then ends the process.
import { readSync } from "node:fs";
import { workerData } from "node:worker_threads";

const cleanEndMs = 3000;
const { fd } = workerData as { fd: number };

try {
  // Nothing is ever written: this returns 0 at the pipe's end.
  while (readSync(fd, Buffer.alloc(1)) > 0);
} catch {
  // A broken pipe is an end too.
}
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, cleanEndMs);
process.kill(process.pid, "SIGKILL");
