import { randomInt } from "node:crypto";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { ToolCall } from "../../../shared/schemas/tools.ts";
import { parseToolCalls } from "../../../shared/tools/parseToolCalls.ts";
import type { ToolFormat } from "../../../shared/tools/toolFormat.ts";
import { createCallGate } from "./callGate.ts";
import { offeredTools } from "./renderPrompt.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Templates of Mistral models refuse ids of another length. */
const idLength = 9;
const newId = () => Array.from({ length: idLength }, () => letters[randomInt(letters.length)]).join("");

/** Tells the text of an answer from the calls in it. Null: the request offers no tools, and all of it is text. */
export function createToolAnswer(request: Pick<RunRequest, "tools" | "toolChoice" | "parallelToolCalls">, format: ToolFormat) {
  const tools = offeredTools(request);
  if (!tools) return null;
  const gate = createCallGate(format);
  return {
    shown: gate.push,
    /** Once the answer is whole: what of its text was not shown yet, and its calls. */
    end(output: string): { rest: string; toolCalls: ToolCall[] } {
      const { content, calls } = parseToolCalls(output, format, tools.map(({ function: { name } }) => name));
      const kept = request.parallelToolCalls === false ? calls.slice(0, 1) : calls;
      return { rest: gate.rest(content), toolCalls: kept.map((call) => ({ id: newId(), ...call })) };
    },
  };
}
