// Stands for a core whose model is busy in native code: it loads the demo model, tells the process's id, and has a long prompt decoded
// over and over until a test kills it.
import { startLlamaProcess } from "../../electron/core/models/llamaProcess.ts";
import { demoPath, llamaEntry } from "./demoModel.ts";

const { client } = startLlamaProcess(llamaEntry);
const settings = { gpu: "off", threads: 1, contextTokens: 4096, slots: 1 } as const;
for await (const event of client.model.load({ path: demoPath, settings })) if (event.type === "loaded") process.send!(event.runtime.pid);
const { tokens } = await client.model.tokenize({ text: "Where is my order? ".repeat(750), limit: 4096 });
const sampling = { temperature: 0, topK: 0, topP: 1, minP: 0, repeatPenalty: 1, frequencyPenalty: 0, presencePenalty: 0, repeatLastN: 0, seed: 1, stop: [], maxTokens: 1 };
for (;;) for await (const event of client.model.generate({ promptTokens: tokens, sampling })) if (event.type === "prompt") process.send!("busy");
