import type { Message } from "../../../../shared/schemas/chat.ts";
import { taughtBy } from "./answerOf.ts";
import type { WriteRecords } from "./selected.ts";

/**
 * Alpaca: `{"instruction", "input", "output"}` a line, with `system` and `history` (pairs of question and answer) where the
 * conversation has them, as LLaMA-Factory reads them.
 */
export const writeAlpaca: WriteRecords<string> = (selected) => {
  const taught = taughtBy(selected);
  if ("skipped" in taught) return taught;
  const { messages, answer, changed } = taught;
  if (answer.toolCalls || messages.some(({ role, toolCalls }) => role === "tool" || toolCalls?.length)) return { skipped: "It calls tools, which Alpaca can't say" };
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const turns = pairsOf(messages.filter(({ role }) => role !== "system"));
  if (turns === null) return { skipped: "Question and answer do not take turns, as Alpaca needs it" };
  const left = selected.interaction.request.tools?.length ? ["Its tools are left out: Alpaca has no place for them"] : [];
  const record = {
    instruction: turns.question,
    input: "",
    output: answer.content,
    ...(system.length > 0 ? { system: system.join("\n\n") } : {}),
    ...(turns.history.length > 0 ? { history: turns.history } : {}),
  };
  return { records: [JSON.stringify(record)], changed: [...changed, ...left] };
};

/** Null where it is not question, answer, question, …, question. */
function pairsOf(messages: readonly Message[]): { question: string; history: [string, string][] } | null {
  const isInTurn = messages.every(({ role }, index) => role === (index % 2 === 0 ? "user" : "assistant"));
  const last = messages.at(-1);
  if (!isInTurn || last?.role !== "user") return null;
  const history: [string, string][] = [];
  for (let index = 0; index < messages.length - 1; index += 2) history.push([messages[index]!.content, messages[index + 1]!.content]);
  return { question: last.content, history };
}
