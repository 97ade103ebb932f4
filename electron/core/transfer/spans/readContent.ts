import { isDeepStrictEqual } from "node:util";
import type { AttributeReader } from "./attributeReader.ts";
import { answerSources, conversationSources, type ContentSource } from "./contentSources.ts";
import { readAnswer, type Answer } from "./readAnswer.ts";
import { readConversation, withSystem, type Conversation } from "./readConversation.ts";
import { fieldsOf } from "./shapes.ts";
import type { SourceEvent } from "./sourceSpan.ts";

type Content = { conversation: Conversation | null; answer: Answer | null; /** Events that are part of neither. */ others: SourceEvent[] };

/**
 * The conversation and the answer of a model's call. Where several conventions are on one span, the first of `contentSources` that says
 * anything is taken; one that says the same is nothing new; one that says something else, or more than a message can hold, stays an attribute.
 */
export function readContent(reader: AttributeReader, events: SourceEvent[]): Content {
  const used = new Set<SourceEvent>();
  const [conversation] = readEach(conversationSources(reader, events), (source) => withSystem(readConversation(source.value), source.system), sayTheSame, reader, used);
  const [answer, ...sameAnswers] = readEach(answerSources(reader, events), (source) => readAnswer(source.value), answerTheSame, reader, used);
  const finishReason = answer?.finishReason ?? sameAnswers.find((each) => each.finishReason)?.finishReason ?? null;
  return { conversation: conversation ?? null, answer: answer ? { ...answer, finishReason } : null, others: events.filter((event) => !used.has(event)) };
}

/** What each source says, the most believed first. */
function readEach<T extends { isWhole: boolean }>(sources: ContentSource[], read: (source: ContentSource) => T | null, isSame: (a: T, b: T) => boolean, reader: AttributeReader, used: Set<SourceEvent>): T[] {
  const all: T[] = [];
  for (const source of sources) {
    const each = read(source);
    if (!each) continue;
    const isNew = all.length > 0 && !(isSame(all[0]!, each) && isBare(source.value));
    all.push(each);
    if (isNew || !each.isWhole) continue;
    reader.understand(...source.names);
    for (const event of source.events) used.add(event);
  }
  return all;
}

const sayTheSame = (a: Conversation, b: Conversation) => isDeepStrictEqual(a.messages, b.messages);
const answerTheSame = (a: Answer, b: Answer) => a.text === b.text && isDeepStrictEqual(a.toolCalls, b.toolCalls);

/** A whole request or response also says what no message does. */
function isBare(value: unknown): boolean {
  const fields = fieldsOf(value);
  return !fields || Object.keys(fields).every((name) => ["messages", "prompt", "system", "role", "content", "tool_calls", "reasoning", "text"].includes(name));
}
