import { hash } from "node:crypto";
import type { Message } from "../../../../shared/schemas/chat.ts";

const hashBytes = 12;

/** The same for every call that asks the same under the same instructions: of all system messages and the last thing that the user said. */
export function promptHashOf(messages: readonly Message[]): Buffer {
  const instructions = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const asked = messages.findLast(({ role }) => role === "user")?.content ?? messages.at(-1)?.content ?? "";
  return hash("sha256", JSON.stringify([instructions, asked]), "buffer").subarray(0, hashBytes);
}
