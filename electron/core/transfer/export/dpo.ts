import { answerMessage, changesOf, whyNoAnswer } from "./answerOf.ts";
import { openAiMessages, toolsOf } from "./openAiMessages.ts";
import { correctionOf, verdictOn, whyUnrated } from "./rating.ts";
import type { Selected, WriteContext, WriteRecords } from "./selected.ts";
import type { Message } from "../../../../shared/schemas/chat.ts";

/**
 * TRL's preference format: `{"prompt", "chosen", "rejected"}`, each a list of messages, a line. Each answer that was rated bad, or
 * corrected, is `rejected` once; `chosen` is its correction, else the latest answer to the same prompt (the original or a replay)
 * that was rated good.
 */
export const writeDpo: WriteRecords<string> = (selected, context) => {
  const why = whyNoAnswer(selected);
  if (why !== null) return { skipped: why };
  const verdict = verdictOn(selected, context.goodFrom);
  const correction = correctionOf(selected);
  if (verdict === null && correction === null) return { skipped: whyUnrated(selected) };
  if (verdict === "good" && correction === null) return { skipped: "It was rated good: it is chosen where an answer to the same prompt was rated bad" };
  const chosen = correction !== null ? ({ role: "assistant", content: correction } as const) : goodBeside(selected, context);
  if (chosen === null) return { skipped: "It was rated bad, and there is no correction and no better answer to the same prompt" };
  const rejected = answerMessage(selected);
  if (isSame(chosen, rejected)) return { skipped: "The better answer says the same" };
  const { request } = selected.interaction;
  const record = { prompt: openAiMessages(request.messages, "parsed"), chosen: openAiMessages([chosen], "parsed"), rejected: openAiMessages([rejected], "parsed"), ...toolsOf(request) };
  return { records: [JSON.stringify(record)], changed: changesOf(selected) };
};

function goodBeside(selected: Selected, { answersBeside, goodFrom }: WriteContext): Message | null {
  const prompt = JSON.stringify(selected.interaction.request.messages);
  for (const other of answersBeside(selected)) {
    const isGood = whyNoAnswer(other) === null && correctionOf(other) === null && verdictOn(other, goodFrom) === "good";
    if (isGood && JSON.stringify(other.interaction.request.messages) === prompt) return answerMessage(other);
  }
  return null;
}

const isSame = (a: Message, b: Message) => a.content === b.content && JSON.stringify(a.toolCalls ?? []) === JSON.stringify(b.toolCalls ?? []);
