// A thread that waits for the end of the parent's pipe, because a process that is busy in native code sees no event. There is nothing
// to save here, so it ends the process at once.
import { Socket } from "node:net";
import { workerData } from "node:worker_threads";

// Nothing is ever written to it, so it ends with the parent.
const pipe = new Socket({ fd: (workerData as { fd: number }).fd });
pipe.resume();
pipe.on("error", () => {});
pipe.on("close", () => process.kill(process.pid, "SIGKILL"));
