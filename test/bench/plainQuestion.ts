/** What is asked of all contenders: long answers, so that a request's fixed cost weighs as little as in use. */
export type PlainQuestion = { prompt: string; sampling: { temperature: number; topK: number; topP: number; minP: number; seed: number; maxTokens: number } };
export type PlainAnswer = { tokens: number; ms: number };

export const question = "Please tell me everything about returns, refunds, exchanges, shipping and sizes.";
/** As the demo model's own template renders it. */
export const prompt = `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`;
/** So hot that the model rambles on instead of ending after a sentence. */
export const sampling = { temperature: 5, topK: 0, topP: 1, minP: 0, maxTokens: 1500 };
