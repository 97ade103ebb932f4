import { getLlama, type LlamaContext, type Token } from "node-llama-cpp";

// Plain node-llama-cpp in a process of its own, with its native calls timed: `node profileProcess.ts MODEL THREADS STREAMS TOKENS PROMPT_IDS`.
type Native = { decodeBatch(): Promise<void>; sampleToken(...given: unknown[]): Promise<unknown> };
const [modelPath, threads, streams, answerTokens, promptIds] = process.argv.slice(2);
const count = Number(streams);
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath: modelPath! });
const context = await model.createContext({ contextSize: 1024, sequences: count, threads: Number(threads) });
const sequences = Array.from({ length: count }, () => context.getSequence());
const native = nativeOf(context);
const spent = { decode: 0, sampling: 0, decodes: 0 };
const { decodeBatch, sampleToken } = native;
// The native class's own properties can't be assigned to.
Object.defineProperties(native, {
  decodeBatch: {
    async value() {
      const from = performance.now();
      await decodeBatch.call(native);
      spent.decode += performance.now() - from;
      spent.decodes++;
    },
  },
  sampleToken: {
    async value(...given: unknown[]) {
      const from = performance.now();
      const token = await sampleToken.apply(native, given);
      spent.sampling += performance.now() - from;
      return token;
    },
  },
});

const prompt = JSON.parse(promptIds!) as Token[];
await run(8);
Object.assign(spent, { decode: 0, sampling: 0, decodes: 0 });
const from = performance.now();
await run(Number(answerTokens));
const total = performance.now() - from;
process.stdout.write(JSON.stringify({ totalMs: total, decodeMs: spent.decode, samplingMs: spent.sampling, decodes: spent.decodes, tokens: count * Number(answerTokens) }));
process.exit();

async function run(tokens: number) {
  await Promise.all(sequences.map(async (sequence) => {
    await sequence.clearHistory();
    let given = 0;
    for await (const _ of sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true })) if (++given === tokens) break;
  }));
}

function nativeOf(owner: LlamaContext): Native {
  return (owner as unknown as { _ctx: Native })._ctx;
}
