// A thread that waits for the end of the parent's pipe, because a process that is busy in native code or a loop sees no event. It
// gives the clean end, where there is one, `cleanEndMs` and then ends the process.
import { Socket } from "node:net";
import { workerData } from "node:worker_threads";

const { fd, cleanEndMs } = workerData as { fd: number; cleanEndMs: number };

// Nothing is ever written to it, so it ends with the parent.
const pipe = new Socket({ fd });
pipe.resume();
pipe.on("error", () => {});
pipe.on("close", () => setTimeout(() => process.kill(process.pid, "SIGKILL"), cleanEndMs));
