// A thread that waits for the end of the parent's pipe, because a process that is busy in native code or a loop sees no event. It
// gives the clean end some time and then ends the process.
import { Socket } from "node:net";
import { workerData } from "node:worker_threads";

const cleanEndMs = 3000;

// Nothing is ever written to it, so it ends with the parent.
const pipe = new Socket({ fd: (workerData as { fd: number }).fd });
pipe.resume();
pipe.on("error", () => {});
pipe.on("close", () => setTimeout(() => process.kill(process.pid, "SIGKILL"), cleanEndMs));
