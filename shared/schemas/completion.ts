import { z } from "zod";
import { AnswerShape, Asking, Message, Sampling } from "./chat.ts";
import { Tool, ToolChoice } from "./tools.ts";

/** A raw text to go on with; with `suffix`, the text between the two. */
export const CompleteRequest = Asking.extend({ prompt: z.string(), suffix: z.string().optional(), sampling: Sampling.default({}), ...AnswerShape.shape });
export type CompleteRequest = z.infer<typeof CompleteRequest>;

export const PreviewRequest = z.object({ target: z.string().min(1).max(4096), messages: z.array(Message).min(1).max(10_000), tools: z.array(Tool).max(128).optional(), toolChoice: ToolChoice.optional() });
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** What the model would be given. `findings` says what is not as one would expect, such as a template that knows no tools. */
export const Preview = z.object({ prompt: z.string(), tokens: z.array(z.object({ id: z.int(), text: z.string() })), contextTokens: z.int(), findings: z.array(z.string()) });
export type Preview = z.infer<typeof Preview>;
