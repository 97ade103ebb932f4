import { AppError } from "../../../shared/errors.ts";
import { maxRequestChars, type Message, type RunRequest } from "../../../shared/schemas/chat.ts";

/** Refuses what no model could answer: `too-large` and `bad-request` for a conversation whose last user message has no text. */
export function checkRequest({ messages }: Pick<RunRequest, "messages">): void {
  checkSize(messages);
  const lastOfUser = messages.findLast(({ role }) => role === "user");
  if (!lastOfUser?.content.trim()) throw new AppError("bad-request", lastOfUser ? "The last user message has no text." : "The conversation has no user message.", { fix: "Write what the model should answer." });
}

/** Refuses a conversation of more than `maxRequestChars`: `too-large`. */
export function checkSize(messages: Message[]): void {
  const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (chars <= maxRequestChars) return;
  throw new AppError("too-large", `The conversation has ${chars.toLocaleString("en")} characters; at most ${maxRequestChars.toLocaleString("en")} are taken.`, { fix: "Shorten it." });
}
