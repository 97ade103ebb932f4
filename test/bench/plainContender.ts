import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { prompt, sampling, type PlainAnswer, type PlainQuestion } from "./plainQuestion.ts";

/** Plain node-llama-cpp in a process of its own. */
export async function openPlainLlama(modelPath: string, threads: number) {
  const child = fork(fileURLToPath(new URL("./plainLlama.ts", import.meta.url)), [modelPath, String(threads)], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(child, "message");
  return {
    async ask(seed: number): Promise<PlainAnswer> {
      child.send({ prompt, sampling: { ...sampling, seed } } satisfies PlainQuestion);
      const [answer] = (await once(child, "message")) as [PlainAnswer];
      return answer;
    },
    close: () => child.disconnect(),
  };
}
