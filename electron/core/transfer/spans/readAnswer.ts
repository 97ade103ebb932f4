import type { ToolCall } from "../../../../shared/schemas/tools.ts";
import { asText, unwrapJson } from "./parseJson.ts";
import { readMessage, type ReadMessage } from "./readMessage.ts";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "./shapes.ts";

export type Answer = {
  text: string;
  toolCalls: ToolCall[] | null;
  reasoning: string | null;
  /** As the sender says it. */
  finishReason: string | null;
  /** False: there were more answers than one, or parts that are no text, so the original should be kept. */
  isWhole: boolean;
};

/**
 * What a model answered, from any shape that conventions and exports write it in: a text, a message, a list of them, a provider's
 * response with `choices`, `output`, `content`, `candidates` or `generations`, or the JSON text of one. Null where nothing was said.
 */
export function readAnswer(value: unknown): Answer | null {
  const given = unwrapJson(value);
  if (given === undefined || given === null || given === "") return null;
  if (typeof given === "string") return answerOf({ text: given });
  const list = listOf(given);
  if (list) return readList(list);
  const fields = fieldsOf(given);
  return fields ? readResponse(fields, given) : answerOf({ text: asText(given) });
}

const answerOf = (some: Partial<Answer>): Answer => ({ text: "", toolCalls: null, reasoning: null, finishReason: null, isWhole: true, ...some });

/** Several messages that each end are several answers, of which the first is taken; else they are pieces of one. */
function readList(list: unknown[]): Answer | null {
  const only = list.length === 1 ? listOf(list[0]) : undefined;
  if (only) return readList(only);
  if (list.length === 0) return null;
  if (!list.every((each) => typeof each === "string" || fieldsOf(each))) return answerOf({ text: asText(list) });
  const read = list.map((each) => readMessage(each, "assistant"));
  const isChoice = read.length > 1 && read.every(({ finishReason }) => finishReason !== null);
  return isChoice ? { ...joined(read.slice(0, 1)), isWhole: false } : joined(read);
}

function joined(read: ReadMessage[]): Answer {
  const messages = read.flatMap((each) => each.messages);
  const toolCalls = messages.flatMap((message) => message.toolCalls ?? []);
  return {
    text: messages.map(({ content }) => content).filter(Boolean).join("\n"),
    toolCalls: toolCalls.length > 0 ? toolCalls : null,
    reasoning: read.map(({ reasoning }) => reasoning).filter(Boolean).join("\n") || null,
    finishReason: read.findLast(({ finishReason }) => finishReason)?.finishReason ?? null,
    isWhole: read.every(({ isWhole }) => isWhole) && messages.every(({ role }) => role === "assistant"),
  };
}

function readResponse(fields: Fields, whole: unknown): Answer | null {
  const listed = listOf(firstOf(fields["choices"], fields["candidates"], fields["output"], fields["messages"], fields["generations"]));
  const finishReason = firstText(fields["finish_reason"], fields["finishReason"], fields["stop_reason"]) ?? null;
  if (listed) {
    const choices = listed.map(choiceOf);
    const answer = "messages" in fields ? lastAnswer(choices) : readList(choices);
    return answer && { ...answer, finishReason: answer.finishReason ?? finishReason };
  }
  if (["role", "content", "parts", "contents", "kwargs", "message", "tool_calls", "toolCalls"].some((name) => name in fields)) return { ...joined([readMessage(fields, "assistant")]), finishReason: readMessage(fields, "assistant").finishReason ?? finishReason };
  const text = firstText(fields["text"], fields["completion"], fields["answer"], fields["output"], fields["response"], fields["generated_text"]);
  return answerOf({ text: text ?? asText(whole), finishReason, isWhole: text === undefined || Object.keys(fields).length <= (finishReason ? 2 : 1) });
}

/** A chain's end holds the whole conversation; its last message is the answer. */
const lastAnswer = (messages: unknown[]): Answer | null => {
  const answer = readList(messages.slice(-1));
  return answer && { ...answer, isWhole: messages.length === 1 && answer.isWhole };
};

/** OpenAI's choices hold `message` or `text`, Gemini's candidates `content`, LangChain's generations a list. */
function choiceOf(choice: unknown): unknown {
  const fields = fieldsOf(listOf(choice)?.[0] ?? choice);
  if (!fields) return choice;
  const inner = fieldsOf(firstOf(fields["message"], fieldsOf(fields["content"])));
  const finishReason = firstText(fields["finish_reason"], fields["finishReason"]);
  if (inner) return { ...inner, ...(finishReason && { finish_reason: finishReason }) };
  return typeof fields["text"] === "string" && fields["role"] === undefined && fields["type"] === undefined ? { role: "assistant", content: fields["text"], ...(finishReason && { finish_reason: finishReason }) } : fields;
}
