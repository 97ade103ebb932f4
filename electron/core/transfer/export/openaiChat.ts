import { taughtBy } from "./answerOf.ts";
import { openAiMessages, toolsOf } from "./openAiMessages.ts";
import type { WriteRecords } from "./selected.ts";

/** OpenAI's chat fine-tuning: `{"messages", "tools"?, "parallel_tool_calls"?}` a line. */
export const writeOpenAiChat: WriteRecords<string> = (selected) => {
  const taught = taughtBy(selected);
  if ("skipped" in taught) return taught;
  const { request } = selected.interaction;
  const parallel = request.parallelToolCalls === undefined || !request.tools?.length ? {} : { parallel_tool_calls: request.parallelToolCalls };
  return { records: [JSON.stringify({ messages: openAiMessages([...taught.messages, taught.answer]), ...toolsOf(request), ...parallel })], changed: taught.changed };
};
