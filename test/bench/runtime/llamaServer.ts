import { spawn } from "node:child_process";
import { request } from "node:http";
import { dirname } from "node:path";
import { endChild } from "../../e2e/environments.ts";
import { freePort } from "../../helpers/freePort.ts";

export type ServerSettings = { modelPath: string; threads: number; slots: number; contextTokens: number };

const readyWithinMs = 60_000;

/** The real llama-server on the CPU, on a port of its own. */
export async function startLlamaServer({ modelPath, threads, slots, contextTokens }: ServerSettings) {
  const program = process.env["TAPEDECK_PEER_LLAMA_SERVER"];
  if (!program) throw new Error("TAPEDECK_PEER_LLAMA_SERVER names no llama-server.");
  const port = await freePort();
  const args = ["-m", modelPath, "--host", "127.0.0.1", "--port", String(port), "-c", String(contextTokens * slots), "-np", String(slots), "-t", String(threads), "--device", "none", "--no-webui"];
  const child = spawn(program, args, { stdio: "ignore", env: { ...process.env, LD_LIBRARY_PATH: dirname(program) } });
  const endNow = () => child.kill("SIGKILL");
  process.once("exit", endNow);
  for (const deadline = Date.now() + readyWithinMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (await fetch(`http://127.0.0.1:${port}/health`).then(({ ok }) => ok, () => false)) break;
    if (Date.now() > deadline || child.exitCode !== null) throw new Error("llama-server did not become ready.");
  }

  /** Streams one greedy answer of exactly `answerTokens` behind these tokens, nothing kept from earlier prompts. Gives how many came. */
  function ask(promptTokens: number[], answerTokens: number): Promise<number> {
    const body = JSON.stringify({ prompt: promptTokens, n_predict: answerTokens, temperature: 0, ignore_eos: true, cache_prompt: false, stream: true });
    return new Promise((resolve, reject) => {
      const post = request({ agent: false, port, host: "127.0.0.1", path: "/completion", method: "POST", headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) } }, (answer) => {
        let last = "";
        answer.setEncoding("latin1").on("data", (text: string) => (last = (last + text).slice(-20_000)));
        answer.once("error", reject).once("end", () => {
          const tokens = /"tokens_predicted":(\d+)(?!.*"tokens_predicted")/s.exec(last)?.[1];
          if (tokens === undefined) reject(new Error(`llama-server answered ${answer.statusCode}: ${last.slice(0, 300)}`));
          else resolve(Number(tokens));
        });
      });
      post.once("error", reject).end(body);
    });
  }
  return {
    ask,
    async close() {
      process.off("exit", endNow);
      await endChild(child);
    },
  };
}
