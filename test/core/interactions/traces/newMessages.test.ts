import { expect, it } from "vitest";
import { repeatedMessages } from "../../../../electron/core/interactions/traces/newMessages.ts";
import type { Message } from "../../../../shared/schemas/chat.ts";

const system: Message = { role: "system", content: "Be brief." };
const user = (content: string): Message => ({ role: "user", content });
const assistant = (content: string): Message => ({ role: "assistant", content });
const turn = (messages: Message[], output: string) => ({ messages, output, toolCalls: null });

it("counts the whole history and the answer as repeated, and only the rest as new", () => {
  const earlier = [turn([system, user("a")], "A")];
  expect(repeatedMessages([system, user("a"), assistant("A"), user("b")], earlier)).toBe(3);
  expect(repeatedMessages([system, user("a")], [])).toBe(0);
});

it("shows an answer that was edited on the way, and a question that was asked again differently", () => {
  const earlier = [turn([system, user("a")], "A")];
  expect(repeatedMessages([system, user("a"), assistant("A, edited"), user("b")], earlier)).toBe(2);
  expect(repeatedMessages([system, user("a, put differently")], earlier)).toBe(1);
});

it("knows a history that was cut at its start", () => {
  const earlier = [turn([system, user("a"), assistant("A"), user("b")], "B")];
  expect(repeatedMessages([system, user("b"), assistant("B"), user("c")], earlier)).toBe(3);
  expect(repeatedMessages([user("b"), assistant("B"), user("c")], earlier)).toBe(2);
});

it("goes on from whichever earlier turn has most of it, so that two agents may take turns", () => {
  const planner = turn([{ role: "system", content: "Plan." }, user("a")], "step 1");
  const writer = turn([{ role: "system", content: "Write." }, user("step 1")], "text");
  expect(repeatedMessages([...planner.messages, assistant("step 1"), user("b")], [planner, writer])).toBe(3);
});

it("takes a message with other tool calls for another one, whatever the calls' ids", () => {
  const call = (id: string, given: string): Message => ({ role: "assistant", content: "", toolCalls: [{ id, name: "lookup", arguments: given }] });
  const earlier = [{ messages: [user("a")], output: "", toolCalls: [{ id: "x", name: "lookup", arguments: "{}" }] }];
  expect(repeatedMessages([user("a"), call("y", "{}"), { role: "tool", content: "4821" }], earlier)).toBe(2);
  expect(repeatedMessages([user("a"), call("y", '{"order":1}')], earlier)).toBe(1);
});
