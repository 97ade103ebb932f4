import { taughtBy } from "./answerOf.ts";
import { openAiMessages } from "./openAiMessages.ts";
import type { WriteRecords } from "./selected.ts";

/** Samples of OpenAI's evals: `{"input": [messages], "ideal": "the answer"}` a line. */
export const writeOpenAiEvals: WriteRecords<string> = (selected) => {
  const taught = taughtBy(selected);
  if ("skipped" in taught) return taught;
  if (taught.answer.toolCalls) return { skipped: "Its answer calls tools, and an ideal is text" };
  const changed = selected.interaction.request.tools?.length ? [...taught.changed, "Its tools are left out: an eval has no place for them"] : taught.changed;
  return { records: [JSON.stringify({ input: openAiMessages(taught.messages), ideal: taught.answer.content })], changed };
};
