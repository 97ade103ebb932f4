import type { RunRequest } from "../../../shared/schemas/chat.ts";

export type RequestShape = Pick<RunRequest, "responseFormat" | "logprobs" | "promptLogprobs" | "tools" | "toolChoice" | "parallelToolCalls" | "operation" | "suffix">;

/** What of a request shapes its answer beside messages and sampling: a request that repeats it needs the same. */
export function shapeOf({ responseFormat, logprobs, promptLogprobs, tools, toolChoice, parallelToolCalls, operation, suffix }: RunRequest): RequestShape {
  const shape = { responseFormat, logprobs, promptLogprobs, tools, toolChoice, parallelToolCalls, operation, suffix };
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as RequestShape;
}

/** Vectors and ranks have no text that could be held against another. */
export const makesText = ({ operation = "chat" }: Pick<RunRequest, "operation">): boolean => operation === "chat" || operation === "complete";
