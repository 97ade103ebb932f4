/** Loads each file named on the command line with llama.cpp and answers a few tokens; prints its index before, so that an abort can be placed. */
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: LlamaLogLevel.disabled, maxThreads: 1 });
for (const [index, path] of process.argv.slice(2).entries()) {
  process.stdout.write(`${index}\n`);
  try {
    const model = await llama.loadModel({ modelPath: path });
    const context = await model.createContext({ contextSize: 128 });
    let tokens = 0;
    for await (const _ of context.getSequence().evaluate(model.tokenize("Where is my order? Ωé"), { temperature: 0 })) if (++tokens === 4) break;
    await model.dispose();
  } catch {
    // A file that is refused with an error is handled; only an abort is not.
  }
}
process.exit(0);
