import { fileURLToPath } from "node:url";

export const pathOf = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
export const demoPath = pathOf("resources/models/demo-support-v2.Q8_0.gguf");
export const llamaEntry = pathOf("electron/llama/main.ts");
