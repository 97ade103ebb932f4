import { expect, it } from "vitest";
import type { Message, Operation } from "../../../../shared/schemas/chat.ts";
import { lineFormats } from "../../../../electron/core/transfer/export/formats.ts";
import type { Selected, WriteContext } from "../../../../electron/core/transfer/export/selected.ts";
import type { ExportFormat } from "../../../../shared/schemas/export.ts";
import { isAlpaca, isEvalSample, isOpenAiChat, isPreference, isShareGpt, isUnpaired } from "./publishedSchemas.ts";
import { context, feedback, request, sampleSelected } from "./sampleSelected.ts";

function write(format: Exclude<ExportFormat, "parquet">, selected: Selected, more: Partial<WriteContext> = {}) {
  const written = lineFormats[format].write(selected, context(more));
  return "skipped" in written ? { records: [], skipped: written.skipped, changed: [] } : { records: written.records.map((line) => JSON.parse(line) as Record<string, unknown>), skipped: null, changed: written.changed ?? [] };
}

const tool = { type: "function" as const, function: { name: "find_order", description: "Looks an order up", parameters: { type: "object", properties: { id: { type: "string" } } } } };
const call = { id: "call_1", name: "find_order", arguments: '{"id": "4821"}' };
const withTools: Message[] = [
  { role: "system", content: "You help." },
  { role: "user", content: "Where is order 4821?" },
  { role: "assistant", content: "", toolCalls: [call] },
  { role: "tool", content: '{"state":"sent"}', toolCallId: "call_1", name: "find_order" },
];
const bad = feedback({ value: 0, createdAt: 5 });
const good = feedback({ label: "Good", createdAt: 5 });

it("writes a conversation with tools as OpenAI's fine-tuning takes it, and with a call as the answer", () => {
  const selected = sampleSelected({ request: request({ messages: withTools, tools: [tool], parallelToolCalls: false }) });
  const { records } = write("openai-chat", selected);
  expect(isOpenAiChat(records[0]), JSON.stringify(isOpenAiChat.errors)).toBe(true);
  expect(records[0]).toMatchObject({ messages: [{}, {}, { role: "assistant", content: null, tool_calls: [{ id: "call_1", function: { arguments: '{"id": "4821"}' } }] }, { role: "tool", tool_call_id: "call_1" }, { role: "assistant", content: "It is on its way." }], tools: [tool], parallel_tool_calls: false });
  const called = write("openai-chat", sampleSelected({ output: "", toolCalls: [call], request: request({ messages: withTools.slice(0, 2), tools: [tool] }) })).records[0];
  expect(isOpenAiChat(called), JSON.stringify(isOpenAiChat.errors)).toBe(true);
  expect((called!["messages"] as object[]).at(-1)).toMatchObject({ content: null, tool_calls: [{ function: { name: "find_order" } }] });
});

it("keeps NUL, lone surrogates and every script through JSON", () => {
  const output = "a\0b \ud800 日本 \u2028 🙂";
  const messages = write("openai-chat", sampleSelected({ output })).records[0]!["messages"] as Message[];
  expect(messages.at(-1)!.content).toBe(output);
});

it.each(["openai-chat", "openai-evals", "sharegpt", "alpaca", "dpo", "kto"] as const)("skips in %s, with a reason, what has no whole answer or is no conversation", (format) => {
  const rated = { feedback: [bad] };
  expect(write(format, sampleSelected({ status: "cancelled" }, rated)).skipped).toBe("It has no whole answer (cancelled)");
  expect(write(format, sampleSelected({ output: "" }, rated)).skipped).toBe("Its answer is empty");
  for (const operation of ["embed", "rerank", "complete"] as Operation[]) expect(write(format, sampleSelected({ request: request({ operation }) }, rated)).skipped).toBe(`It is no conversation (${operation})`);
});

it("says of an answer that was cut at its limit, and of thoughts that are left out", () => {
  expect(write("sharegpt", sampleSelected({ finishReason: "length", reasoning: "Hm." })).changed).toEqual(["The answer was cut at its limit, and is written as it is", "What the model thought before it answered is left out"]);
});

it("puts a correction in the answer's place, also where the answer failed", () => {
  const corrected = { feedback: [feedback({ correction: "It left on Monday." })] };
  for (const selected of [sampleSelected({}, corrected), sampleSelected({ status: "failed", output: "" }, corrected)]) {
    const { records, changed } = write("openai-evals", selected);
    expect(records[0]).toMatchObject({ ideal: "It left on Monday." });
    expect(isEvalSample(records[0])).toBe(true);
    expect(changed).toEqual(["A correction stands in the answer's place"]);
  }
});

it("gives an eval the ideal text, and skips a call of a tool", () => {
  const { records } = write("openai-evals", sampleSelected({ request: request({ messages: withTools, tools: [tool] }) }));
  expect(isEvalSample(records[0]), JSON.stringify(isEvalSample.errors)).toBe(true);
  expect(write("openai-evals", sampleSelected({ output: "", toolCalls: [call] })).skipped).toBe("Its answer calls tools, and an ideal is text");
});

it("names ShareGPT's speakers, calls of tools among them", () => {
  const { records } = write("sharegpt", sampleSelected({ request: request({ messages: withTools, tools: [tool] }) }));
  expect(isShareGpt(records[0]), JSON.stringify(isShareGpt.errors)).toBe(true);
  const turns = records[0]!["conversations"] as { from: string; value: string }[];
  expect(turns.map(({ from }) => from)).toEqual(["system", "human", "function_call", "observation", "gpt"]);
  expect(JSON.parse(turns[2]!.value)).toEqual({ name: "find_order", arguments: { id: "4821" } });
  expect(JSON.parse(records[0]!["tools"] as string)).toEqual([tool.function]);
});

it("gives Alpaca instruction, history and system, and skips what it can't say", () => {
  const messages: Message[] = [{ role: "system", content: "Be kind." }, { role: "user", content: "Hi" }, { role: "assistant", content: "Hello!" }, { role: "user", content: "Where is it?" }];
  const { records } = write("alpaca", sampleSelected({ request: request({ messages }) }));
  expect(isAlpaca(records[0]), JSON.stringify(isAlpaca.errors)).toBe(true);
  expect(records[0]).toEqual({ instruction: "Where is it?", input: "", output: "It is on its way.", system: "Be kind.", history: [["Hi", "Hello!"]] });
  expect(write("alpaca", sampleSelected({ request: request({ messages: withTools, tools: [tool] }) })).skipped).toBe("It calls tools, which Alpaca can't say");
  expect(write("alpaca", sampleSelected({ request: request({ messages: [messages[1]!, messages[1]!] }) })).skipped).toBe("Question and answer do not take turns, as Alpaca needs it");
});

it("makes a pair of an answer and its correction", () => {
  const { records } = write("dpo", sampleSelected({ request: request({ messages: withTools, tools: [tool] }) }, { feedback: [feedback({ correction: "It left on Monday." })] }));
  expect(isPreference(records[0]), JSON.stringify(isPreference.errors)).toBe(true);
  expect(records[0]).toMatchObject({ chosen: [{ role: "assistant", content: "It left on Monday." }], rejected: [{ role: "assistant", content: "It is on its way." }] });
  // TRL renders chat templates, which want a call's arguments as an object.
  expect(records[0]!["prompt"]).toMatchObject([{}, {}, { tool_calls: [{ function: { arguments: { id: "4821" } } }] }, {}]);
});

it("makes a pair of an answer that was rated bad and the newest to the same prompt that was rated good", () => {
  const beside = [
    sampleSelected({ id: "int_4", output: "Other prompt.", request: request({ messages: [{ role: "user", content: "Hm" }] }) }, { feedback: [good] }),
    sampleSelected({ id: "int_3", output: "Bad too." }, { feedback: [bad] }),
    sampleSelected({ id: "int_2", output: "Better." }, { feedback: [bad, { ...good, createdAt: 6 }] }),
    sampleSelected({ id: "int_0", output: "Older." }, { feedback: [good] }),
  ];
  const { records } = write("dpo", sampleSelected({}, { feedback: [bad] }), { answersBeside: () => beside });
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ chosen: [{ content: "Better." }], rejected: [{ content: "It is on its way." }] });
});

it.each([
  ["It has no feedback", []],
  ["Its feedback says neither good nor bad", [feedback({ comment: "Hm" })]],
  ["Its feedback is a number above 1: say from which one on it is good (--good-from)", [feedback({ value: 4 })]],
  ["It was rated good: it is chosen where an answer to the same prompt was rated bad", [good]],
  ["It was rated bad, and there is no correction and no better answer to the same prompt", [bad]],
  ["The better answer says the same", [feedback({ correction: "It is on its way." })]],
])("makes no pair: %s", (why, said) => {
  expect(write("dpo", sampleSelected({}, { feedback: said })).skipped).toBe(why);
});

it("labels each rated answer, with a correction as one more that is good", () => {
  const labelsOf = (said: Selected["feedback"], more: Partial<WriteContext> = {}) =>
    write("kto", sampleSelected({}, { feedback: said }), more).records.map((record) => {
      expect(isUnpaired(record), JSON.stringify(isUnpaired.errors)).toBe(true);
      return [(record["completion"] as Message[])[0]!.content, record["label"]];
    });
  expect(labelsOf([good])).toEqual([["It is on its way.", true]]);
  expect(labelsOf([bad])).toEqual([["It is on its way.", false]]);
  expect(labelsOf([good, { ...bad, createdAt: 6 }])).toEqual([["It is on its way.", false]]);
  expect(labelsOf([feedback({ correction: "No." })])).toEqual([["It is on its way.", false], ["No.", true]]);
  expect(labelsOf([feedback({ value: 4 })], { goodFrom: 4 })).toEqual([["It is on its way.", true]]);
  expect(labelsOf([feedback({ value: 0.49 })])).toEqual([["It is on its way.", false]]);
  expect(write("kto", sampleSelected({})).skipped).toBe("It has no feedback");
});
