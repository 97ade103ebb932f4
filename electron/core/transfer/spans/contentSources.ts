import type { AttributeReader } from "./attributeReader.ts";
import { eventsIn, inputEvents, outputEvents } from "./genAiEvents.ts";
import { unwrapJson } from "./parseJson.ts";
import type { SourceEvent } from "./sourceSpan.ts";

/** A place of a span where a conversation or an answer may stand. `names`: the attributes that it is made of. */
export type ContentSource = { value: unknown; system?: unknown; names: string[]; events: SourceEvent[] };
type Found = (reader: AttributeReader, events: SourceEvent[]) => ContentSource | undefined;

const attribute = (name: string): Found => (reader) => (reader.has(name) ? { value: reader.json(name), names: [name], events: [] } : undefined);
const tree = (prefix: string): Found => (reader) => {
  const { tree: value, names } = reader.tree(prefix);
  return value === undefined ? undefined : { value, names, events: [] };
};
const events = (read: (events: SourceEvent[]) => { value: unknown; events: SourceEvent[] } | undefined): Found => (_reader, all) => {
  const found = read(all);
  return found && { ...found, names: [] };
};

const listedEvents = (read: (events: SourceEvent[]) => { value: unknown; events: SourceEvent[] } | undefined): Found => (reader) => {
  const found = reader.has("events") ? read(eventsIn(reader.json("events"))) : undefined;
  return found && { value: found.value, names: ["events"], events: [] };
};

/** What was asked, in the order of belief: GenAI, its events, OpenInference, Vercel, Traceloop, GenAI's oldest, then what wraps any of them. */
const conversations: Found[] = [
  (reader) => (reader.has("gen_ai.input.messages") || reader.has("gen_ai.system_instructions") ? { value: reader.json("gen_ai.input.messages"), system: reader.json("gen_ai.system_instructions"), names: ["gen_ai.input.messages", "gen_ai.system_instructions"], events: [] } : undefined),
  events(inputEvents),
  listedEvents(inputEvents),
  tree("llm.input_messages"),
  attribute("ai.prompt.messages"),
  attribute("ai.prompt"),
  tree("gen_ai.prompt"),
  attribute("gen_ai.prompt"),
  tree("llm.prompts"),
  attribute("pydantic_ai.all_messages"),
  ...["langfuse.observation.input", "traceloop.entity.input", "mlflow.spanInputs", "gcp.vertex.agent.llm_request", "input.value", "input", "llm.prompts"].map(attribute),
];

/** What was answered, in the same order. */
const answers: Found[] = [
  attribute("gen_ai.output.messages"),
  events(outputEvents),
  listedEvents(outputEvents),
  tree("llm.output_messages"),
  vercelAnswer,
  tree("gen_ai.completion"),
  attribute("gen_ai.completion"),
  tree("llm.choices"),
  ...["langfuse.observation.output", "traceloop.entity.output", "mlflow.spanOutputs", "gcp.vertex.agent.llm_response", "output.value", "output", "llm.completions"].map(attribute),
];

const vercelNames = ["ai.response.text", "ai.response.toolCalls", "ai.response.object", "ai.response.reasoning", "ai.result.text", "ai.result.toolCalls", "ai.result.object"];

function vercelAnswer(reader: AttributeReader): ContentSource | undefined {
  const names = vercelNames.filter((name) => reader.has(name));
  if (names.length === 0) return undefined;
  const named = (what: string) => unwrapJson(reader.peek(`ai.response.${what}`) ?? reader.peek(`ai.result.${what}`));
  const text = reader.peek("ai.response.text") ?? reader.peek("ai.result.text") ?? reader.peek("ai.response.object") ?? reader.peek("ai.result.object");
  return { value: { role: "assistant", content: typeof text === "string" ? text : "", tool_calls: named("toolCalls"), reasoning: reader.peek("ai.response.reasoning") }, names, events: [] };
}

/** Every place of the span that holds a conversation, the most believed first. */
export const conversationSources = (reader: AttributeReader, all: SourceEvent[]) => conversations.map((find) => find(reader, all)).filter((found) => found !== undefined);

/** Every place of the span that holds an answer, the most believed first. */
export const answerSources = (reader: AttributeReader, all: SourceEvent[]) => answers.map((find) => find(reader, all)).filter((found) => found !== undefined);
