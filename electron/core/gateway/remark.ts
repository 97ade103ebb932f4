import type { Failure } from "../../../shared/errors.ts";
import type { FinishReason, RunRequest } from "../../../shared/schemas/chat.ts";
import type { RunRecord } from "./runRecord.ts";

/** Not a failure of the request, but the reader must learn why the answer stops where it does; null: it came to its end. */
export function remark({ responseFormat }: RunRequest, record: RunRecord): Failure | null {
  const isCut = record.finishReason !== null && (responseFormat?.type === "json" || responseFormat?.type === "json-schema") && !isJson(record.output);
  if (isCut) {
    const reasons: Partial<Record<FinishReason, string>> = { length: `the limit of ${record.sampling()?.maxTokens} tokens`, context: `the context of ${record.contextTokens()} tokens`, stop: "a stop string" };
    const why = reasons[record.finishReason!] ?? "the server";
    return { code: "json-cut-off", message: `JSON cut off: ${why} ended the answer after ${record.completionTokens()} tokens, before the JSON was whole.`, fix: record.finishReason === "stop" ? "Leave the stop strings out." : "Allow more tokens, or ask for less in the schema." };
  }
  if (record.finishReason !== "context") return null;
  return {
    code: "context-exceeded",
    message: `The context of ${record.contextTokens()} tokens was full after ${record.completionTokens()} tokens of the answer.`,
    fix: "Shorten the conversation, or give the model a larger context in its settings.",
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
