import { unwrapJson } from "./parseJson.ts";
import { fieldsOf, firstOf, listOf } from "./shapes.ts";
import type { SourceEvent } from "./sourceSpan.ts";

type FromEvents = { value: unknown; events: SourceEvent[] } | undefined;

const inputNames = /^gen_ai\.(system|user|assistant|tool)\.message$/;
const details = "gen_ai.client.inference.operation.details";

/** The conversation of GenAI's events: one a message, or one for all. Newer conventions write attributes instead. */
export function inputEvents(events: SourceEvent[]): FromEvents {
  const messages = events.filter(({ name }) => inputNames.test(name));
  if (messages.length > 0) return { value: messages.map((event) => ({ role: inputNames.exec(event.name)![1], ...bodyOf(event) })), events: messages };
  return lone(events, "gen_ai.content.prompt", "gen_ai.prompt") ?? lone(events, details, "gen_ai.input.messages");
}

/** The answers of GenAI's events. */
export function outputEvents(events: SourceEvent[]): FromEvents {
  const choices = events.filter(({ name }) => name === "gen_ai.choice");
  if (choices.length > 0) return { value: choices.map(choiceOf), events: choices };
  return lone(events, "gen_ai.content.completion", "gen_ai.completion") ?? lone(events, details, "gen_ai.output.messages");
}

function choiceOf(event: SourceEvent): unknown {
  const body = bodyOf(event);
  const message = unwrapJson(body["message"]);
  const finish = firstOf(body["finish_reason"], body["finishReason"]);
  return { role: "assistant", ...(fieldsOf(message) ?? (message === undefined ? body : { content: message })), ...(finish !== undefined && { finish_reason: finish }) };
}

/** Some write the body's fields as attributes, some as JSON in one. */
function bodyOf({ attributes }: SourceEvent): Record<string, unknown> {
  const whole = fieldsOf(unwrapJson(firstOf(attributes.get("gen_ai.event.content"), attributes.get("body"))));
  if (whole) return whole;
  const own = [...attributes].map(([name, value]): [string, unknown] => [name, name === "content" ? contentOf(value) : unwrapJson(value)]);
  return Object.fromEntries(own);
}

/** A text, which may be JSON that somebody said; only a list of parts is taken for one. */
function contentOf(value: unknown): unknown {
  const parts = listOf(unwrapJson(value));
  const isParts = parts?.every((part) => ["text", "type", "toolUse", "toolResult"].some((name) => name in (fieldsOf(part) ?? {})));
  return isParts ? parts : value;
}

/** Events that came as one attribute, as older versions of Pydantic AI write them. */
export function eventsIn(value: unknown): SourceEvent[] {
  return (listOf(value) ?? []).flatMap((each) => {
    const { "event.name": name, ...rest } = fieldsOf(each) ?? {};
    return typeof name === "string" ? [{ name, at: 0, attributes: new Map(Object.entries(rest)) }] : [];
  });
}

function lone(events: SourceEvent[], name: string, attribute: string): FromEvents {
  const event = events.find((each) => each.name === name && each.attributes.has(attribute));
  return event && { value: unwrapJson(event.attributes.get(attribute)), events: [event] };
}
