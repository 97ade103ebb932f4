import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import { toFailure } from "../../../../shared/errors.ts";
import { tasks, type TaskAnswer, type TaskInputs } from "./tasks.ts";

/** The thread's side of `runTask`. */
export async function serveTask(port: MessagePort, { task, input }: { task: keyof TaskInputs; input: never }): Promise<void> {
  const answer = (message: TaskAnswer) => port.postMessage(message);
  try {
    for await (const item of tasks[task](input)) {
      const more = once(port, "message");
      answer({ item });
      await more;
    }
    answer({ done: true });
  } catch (error) {
    answer({ failure: toFailure(error) });
  }
  port.close();
}
