import { fileURLToPath } from "node:url";

/** A model file that is measured, with a prompt and how many tokens each answer has. */
export type Subject = { name: string; path: string; prompt: string; answerTokens: number };

const demo = fileURLToPath(new URL("../../../resources/models/demo-support-v2.Q8_0.gguf", import.meta.url));
const story = "Write a long story about a lighthouse keeper who finds a letter in a bottle. Tell it slowly, with many details.";

/** Those of the larger models that `npm run bench:runtime` could install, and the demo model. */
export function subjects(): Subject[] {
  const found = (name: string, variable: string, answerTokens: number): Subject[] => {
    const path = process.env[variable];
    return path ? [{ name, path, prompt: story, answerTokens }] : [];
  };
  return [
    ...found("SmolLM2-135M-Instruct Q4_1", "TAPEDECK_PEER_SMOLLM2", 96),
    ...found("Gemma-3-270M Q4_K_M", "TAPEDECK_PEER_GEMMA3", 64),
    { name: "demo-support-v2 Q8_0", path: demo, prompt: "Please tell me everything about returns, refunds, exchanges, shipping and sizes.", answerTokens: 512 },
  ];
}
