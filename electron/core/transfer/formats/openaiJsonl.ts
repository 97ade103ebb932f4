import { readAnswer } from "../spans/readAnswer.ts";
import { readConversation } from "../spans/readConversation.ts";
import { readTools } from "../spans/readTools.ts";
import { fieldsOf, firstText, listOf, type Fields } from "../spans/shapes.ts";
import { callOf } from "./callOf.ts";
import type { Format, Item, RecordContext } from "./item.ts";
import { leftOver } from "./leftOver.ts";
import { splitTurns } from "./splitTurns.ts";

/** OpenAI's training files: `{"messages": […]}` a line, the older `{"prompt", "completion"}`, and `{"input", "ideal"}` of its evals. */
export const openaiJsonl: Format = { name: "openai-jsonl", lists: [], start: () => ({ read: (value, context) => [itemOf(value, context)] }) };

function itemOf(value: unknown, context: RecordContext): Item {
  const record = fieldsOf(value);
  if (!record) return { reject: "it is no JSON object" };
  const turns = turnsOf(record);
  if (!turns) return { reject: "it has neither `messages` nor `prompt` and `completion` nor `input` and `ideal`" };
  const { tools, isWhole } = readTools(record["tools"] ?? record["functions"]);
  const used = ["messages", "prompt", "completion", "input", "ideal", "model", "user", ...(isWhole ? ["tools", "functions"] : [])];
  return {
    interaction: callOf({
      source: "openai-jsonl", id: null, raw: context.bytes, ...turns, tools,
      model: firstText(record["model"]), user: firstText(record["user"]), parameters: record, metadata: leftOver(record, used),
    }, context),
  };
}

function turnsOf(record: Fields) {
  if (listOf(record["messages"])?.length) return splitTurns(readConversation(record["messages"])?.messages ?? []);
  const [asked, answered] = "completion" in record ? [record["prompt"], record["completion"]] : [record["input"], record["ideal"]];
  if (asked === undefined || answered === undefined) return null;
  return { messages: readConversation(asked)?.messages ?? [], answer: readAnswer(answered) };
}
