import { AppError } from "../../../shared/errors.ts";
import { maxRequestChars, type Message, type RunRequest } from "../../../shared/schemas/chat.ts";
import type { Tool } from "../../../shared/schemas/tools.ts";

/** Refuses what no model could answer: `too-large`, and `bad-request` for a conversation whose last user message has no text. */
export function checkRequest(request: Pick<RunRequest, "messages" | "operation" | "suffix" | "tools">): void {
  checkSize(request);
  if (request.operation !== undefined && request.operation !== "chat") return;
  if (request.suffix !== undefined) throw new AppError("bad-request", "suffix: a conversation has no gap to fill in.", { fix: "Ask for a completion instead." });
  const lastOfUser = request.messages.findLast(({ role }) => role === "user");
  if (!lastOfUser?.content.trim()) throw new AppError("bad-request", lastOfUser ? "The last user message has no text." : "The conversation has no user message.", { fix: "Write what the model should answer." });
}

/** Refuses a conversation of more than `maxRequestChars`, its tools included: `too-large`. */
export function checkSize({ messages, suffix = "", tools = [] }: { messages: Message[]; suffix?: string | undefined; tools?: Tool[] | undefined }): void {
  const ofCalls = ({ toolCalls = [] }: Message) => toolCalls.reduce((sum, call) => sum + call.arguments.length, 0);
  const ofTools = tools.length > 0 ? JSON.stringify(tools).length : 0;
  const chars = messages.reduce((sum, message) => sum + message.content.length + ofCalls(message), suffix.length + ofTools);
  if (chars <= maxRequestChars) return;
  throw new AppError("too-large", `The conversation has ${chars.toLocaleString("en")} characters; at most ${maxRequestChars.toLocaleString("en")} are taken.`, { fix: "Shorten it." });
}
