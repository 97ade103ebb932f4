import { answerMessage, changesOf, whyNoAnswer } from "./answerOf.ts";
import { openAiMessages, toolsOf } from "./openAiMessages.ts";
import { correctionOf, verdictOn, whyUnrated } from "./rating.ts";
import type { WriteRecords } from "./selected.ts";
import type { Message } from "../../../../shared/schemas/chat.ts";

/** TRL's unpaired preferences: `{"prompt", "completion", "label"}` a line, `label` from the newest clear feedback. A correction is one more record, with the label true. */
export const writeKto: WriteRecords<string> = (selected, { goodFrom }) => {
  const why = whyNoAnswer(selected);
  if (why !== null) return { skipped: why };
  const correction = correctionOf(selected);
  const verdict = correction !== null ? "bad" : verdictOn(selected, goodFrom);
  if (verdict === null) return { skipped: whyUnrated(selected) };
  const { request } = selected.interaction;
  const lineOf = (completion: Message, label: boolean) => JSON.stringify({ prompt: openAiMessages(request.messages, "parsed"), completion: openAiMessages([completion], "parsed"), label, ...toolsOf(request) });
  const records = [lineOf(answerMessage(selected), verdict === "good")];
  if (correction !== null) records.push(lineOf({ role: "assistant", content: correction }, true));
  return { records, changed: changesOf(selected) };
};
