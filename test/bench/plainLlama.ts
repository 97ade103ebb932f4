import { getLlama } from "node-llama-cpp";
import type { PlainAnswer, PlainQuestion } from "./plainQuestion.ts";

// The limit that Tapedeck is held against: node-llama-cpp alone in a process of its own, with the same prompt, sampler, threads and context.
const [modelPath, threads] = process.argv.slice(2);
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath: modelPath! });
const context = await model.createContext({ contextSize: 4096, sequences: 2, threads: Number(threads) });
const sequence = context.getSequence();

process.on("message", (question: PlainQuestion) => void answer(question));
process.on("disconnect", () => process.exit());
process.send!({ isReady: true });

async function answer({ prompt, sampling: { maxTokens, ...sampling } }: PlainQuestion) {
  const startedAt = performance.now();
  await sequence.clearHistory();
  let tokens = 0;
  let text = "";
  for await (const token of sequence.evaluate(model.tokenize(prompt, true), sampling)) {
    if (model.isEogToken(token)) break;
    text += model.detokenize([token]);
    if (++tokens === maxTokens) break;
  }
  if (text === "") throw new Error("The model said nothing.");
  process.send!({ tokens, ms: performance.now() - startedAt } satisfies PlainAnswer);
}
