// Opens each file named on standard input, one a line, as the product would use it; prints "begin" and the outcome of each, so that an abort can be placed.
import { createInterface } from "node:readline";
import { getLlama, LlamaLogLevel, type LlamaModel } from "node-llama-cpp";

const contextTokens = 64;
const answerTokens = 2;
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: LlamaLogLevel.disabled, maxThreads: 1 });

async function answer(model: LlamaModel, lora?: { adapters: { filePath: string }[] }): Promise<void> {
  const context = await model.createContext({ contextSize: contextTokens, batchSize: contextTokens, threads: 1, failedCreationRemedy: false, ignoreMemorySafetyChecks: true, ...(lora && { lora }) });
  let tokens = 0;
  for await (const _ of context.getSequence().evaluate(model.tokenize("Where is it? Ωé", true), { temperature: 0 })) if (++tokens === answerTokens) break;
}

/** `base`: the file is an adapter for it. */
async function open(path: string, base: string | undefined): Promise<string> {
  let model: LlamaModel | undefined;
  try {
    model = await llama.loadModel({ modelPath: base ?? path, ignoreMemorySafetyChecks: true });
    await answer(model, base === undefined ? undefined : { adapters: [{ filePath: path }] });
    return "answered";
  } catch (error) {
    return `error ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await model?.dispose();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [path, base] = line.split("\t") as [string, string | undefined];
  process.stdout.write("begin\n");
  process.stdout.write(`${(await open(path, base || undefined)).replace(/\s+/g, " ")}\n`);
}
process.exit(0);
