import { expect, it, vi } from "vitest";
import { AppError } from "../../../shared/errors.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import { isTurnRunning } from "../../../renderer/features/playground/conversation.ts";
import { addressOf, createPlaygroundStore } from "../../../renderer/features/playground/playgroundStore.ts";
import { fakeModel, loaded } from "../../helpers/fakeModels.ts";
import { createScriptedCore, type Script, type ScriptedCore } from "../../helpers/scriptedCore.ts";

const models = [loaded(fakeModel("support-v1")), loaded(fakeModel("support-v2"))];
const echo: Script = async function* ({ target, messages }) {
  yield `${target} heard: `;
  yield messages.at(-1)!.content;
};
/** Says a word, then goes on only when it is cancelled. */
const endless: Script = async function* (_, signal) {
  yield "Hel";
  yield "lo";
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  yield "never";
};

function open({ script = echo, core, finishReason }: { script?: Script; core?: ScriptedCore; finishReason?: (request: RunRequest) => "context" | "stop" } = {}) {
  const scripted = core ?? createScriptedCore({ models, script, ...(finishReason ? { finishReason } : {}) });
  const store = createPlaygroundStore({ api: scripted.api, models: () => models, repaintMs: [5, 5] });
  const state = store.getState;
  const ended = () => vi.waitFor(() => expect(isTurnRunning(state().turns.at(-1))).toBe(false), { interval: 2 });
  const say = async (text: string) => {
    state().write(text);
    expect(state().send()).toBe(true);
    await ended();
  };
  return { ...scripted, store, state, say, ended };
}
const reply = (state: () => ReturnType<ReturnType<typeof open>["state"]>, column = 0) => state().turns.at(-1)!.replies[column]!;

it("sends the whole conversation and shows the answer with its interaction", async () => {
  const { state, say, requests } = open();
  state().change({ system: "Be brief.", sampling: { temperature: 0, seed: 7 } });
  await say("One");
  await say("Two");
  expect(requests[1]).toMatchObject({ origin: "playground", sampling: { temperature: 0, seed: 7 }, session: state().session });
  expect(requests[1]!.messages).toEqual([
    { role: "system", content: "Be brief." },
    { role: "user", content: "One" },
    { role: "assistant", content: "support-v1 heard: One" },
    { role: "user", content: "Two" },
  ]);
  expect(reply(state)).toMatchObject({ text: "support-v1 heard: Two", interactionId: "int_000002", phase: { state: "ended", status: "ok", finishReason: "stop" } });
});

it("asks both models, each with its own answers, and keeps them apart", async () => {
  const { state, say, requests } = open();
  state().change({ targets: [null, null] });
  await say("One");
  await say("Two");
  expect(requests.map(({ target }) => target).slice(2)).toEqual(["support-v1", "support-v2"]);
  expect(requests.at(-1)!.messages[1]!.content).toBe("support-v2 heard: One");
  expect(state().turns.map(({ replies }) => replies.map((each) => each!.text))).toEqual([
    ["support-v1 heard: One", "support-v2 heard: One"],
    ["support-v1 heard: Two", "support-v2 heard: Two"],
  ]);
});

it("refuses an empty message, and a second one while the answer is on its way", async () => {
  const { state, requests, ended } = open({ script: endless });
  state().write(" \n ");
  expect(state().send()).toBe(false);
  expect(state().refusal).toBe("Write a message first.");
  state().write("Hello");
  expect(state().send()).toBe(true);
  state().write("More");
  expect(state().send()).toBe(false);
  expect(state().refusal).toBe("Wait for the answer, or stop it.");
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  state().stop();
  await ended();
  expect(state()).toMatchObject({ draft: "More", refusal: null });
});

it("keeps what was said when the answer is stopped, and cancels it in the core", async () => {
  const { state, log, ended } = open({ script: endless });
  state().write("Hello");
  state().send();
  await vi.waitFor(() => expect(reply(state).text).toBe("Hello"));
  state().stop();
  await ended();
  expect(reply(state)).toMatchObject({ text: "Hello", phase: { status: "cancelled", failure: null, facts: { completionTokens: 2 } } });
  await vi.waitFor(() => expect(log[0]).toMatchObject({ status: "cancelled", output: "Hello" }));
});

it("keeps a partial answer with its cause when the context is full, and the next conversation works", async () => {
  const script: Script = async function* ({ messages }) {
    yield "So far ";
    if (messages.length === 1 && messages[0]!.content === "long") throw new AppError("context-exceeded", "The context of 256 tokens is full after 56 tokens of the answer.", { fix: "Start a new conversation." });
    yield "so good";
  };
  const { state, say } = open({ script });
  await say("long");
  expect(reply(state)).toMatchObject({ text: "So far ", interactionId: "int_000001", phase: { status: "failed", failure: { code: "context-exceeded", fix: "Start a new conversation." } } });
  state().startAgain();
  expect(state().turns).toEqual([]);
  await say("short");
  expect(reply(state)).toMatchObject({ text: "So far so good", phase: { status: "ok" } });
});

it("shows an answer that ended because the context is full as that", async () => {
  const { state, say } = open({ finishReason: () => "context" });
  await say("long");
  expect(reply(state)).toMatchObject({ text: "support-v1 heard: long", phase: { status: "ok", finishReason: "context" } });
});

it("asks again in one column and leaves the other as it is", async () => {
  let calls = 0;
  const script: Script = async function* ({ target }) {
    yield `${target} ${++calls}`;
    if (calls === 1) throw new AppError("model-crashed", "The model's process ended.");
  };
  const { state, say, ended, requests } = open({ script });
  state().change({ targets: ["support-v1", "support-v2"] });
  await say("Hello");
  const other = reply(state, 1);
  state().retry(0);
  await ended();
  expect(reply(state)).toMatchObject({ text: "support-v1 3", phase: { status: "ok", failure: null } });
  expect(reply(state, 1)).toBe(other);
  expect(requests[2]!.messages).toEqual(requests[0]!.messages);
});

it("edits the last message: the new one takes its place", async () => {
  const { state, say, requests } = open();
  await say("One");
  await say("Two");
  state().editLast();
  expect(state()).toMatchObject({ draft: "Two", isEditing: true });
  await say("Two, please");
  expect(state().turns.map(({ user }) => user)).toEqual(["One", "Two, please"]);
  expect(requests.at(-1)!.messages.map(({ content }) => content)).toEqual(["One", "support-v1 heard: One", "Two, please"]);
});

it("leaves a message that nobody answered out of what it sends", async () => {
  const script: Script = async function* ({ messages }) {
    if (messages.at(-1)!.content === "bad") throw new AppError("model-crashed", "The model's process ended.");
    yield "ok";
  };
  const { say, requests } = open({ script });
  await say("bad");
  await say("good");
  expect(requests[1]!.messages).toEqual([{ role: "user", content: "good" }]);
});

it("sends long pasted texts before the draft", async () => {
  const { state, say, requests } = open();
  state().write("", ["x".repeat(160_000)]);
  await say("Sum this up.");
  expect(requests[0]!.messages[0]!.content).toBe(`${"x".repeat(160_000)}\n\nSum this up.`);
  expect(state().pasted).toEqual([]);
});

it("counts the composed conversation in tokens, without loading a model", async () => {
  const { state } = open();
  state().write("one two three");
  await vi.waitFor(() => expect(state().count).toEqual({ tokens: 3, contextTokens: 4096 }));
  const unloaded = createScriptedCore({ models: [fakeModel("cold")], script: echo });
  const cold = createPlaygroundStore({ api: unloaded.api, models: () => [fakeModel("cold")] });
  cold.getState().write("one");
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(cold.getState().count).toBe(null);
});

it("shows the conversation again after a reload, with both columns, failures and unanswered messages", async () => {
  const script: Script = async function* ({ target, messages }) {
    const text = messages.at(-1)!.content;
    if (text === "nothing") throw new AppError("model-crashed", "The model's process ended.");
    yield `${target} to ${text}`;
    if (text === "half" && target === "support-v2") throw new AppError("model-crashed", "The model's process ended.");
  };
  const first = open({ script });
  first.state().change({ system: "Be brief." });
  await first.say("only one");
  first.state().change({ targets: ["support-v1", "support-v2"] });
  for (const text of ["both", "nothing", "half", "x".repeat(600)]) await first.say(text);
  await vi.waitFor(() => expect(JSON.stringify([...first.remembered.values()])).toContain(first.log.at(-1)!.id));

  const second = open({ core: first });
  await second.state().open(new URLSearchParams(addressOf(first.state())));
  const seen = (state: typeof first.state) => state().turns.map(({ user, replies }) => [user, ...replies.map((each) => each && [each.target, each.text, each.phase.state === "ended" && each.phase.status, each.interactionId])]);
  expect(second.state().opening).toEqual({ state: "idle" });
  expect(seen(second.state)).toEqual(seen(first.state));
  await second.say("go on");
  // The two columns' answers of the first page, then those of the second.
  expect(second.log.at(-1)!.request.messages.slice(0, -2)).toEqual(first.log.at(-3)!.request.messages);
});

it("shows how an answer ended that a reload cut off", async () => {
  const first = open({ script: endless });
  first.state().write("Hello");
  first.state().send();
  await vi.waitFor(() => expect(reply(first.state).text).toBe("Hello"));
  await vi.waitFor(() => expect(JSON.stringify([...first.remembered.values()])).toContain(first.log[0]!.id));
  const second = open({ core: first });
  const opening = second.state().open(new URLSearchParams(addressOf(first.state())));
  setTimeout(() => first.state().stop(), 100);
  await opening;
  expect(reply(second.state)).toMatchObject({ text: "Hello", phase: { state: "ended", status: "cancelled" } });
});

it("keeps a message that the log never took in over a reload", async () => {
  const first = open();
  const { run } = first.services.gateway;
  const fullDisk: typeof run = async function* (request, signal) {
    if (request.messages.at(-1)!.content === "lost") throw new AppError("disk-full", "The disk is full.");
    yield* run(request, signal);
  };
  Object.assign(first.services.gateway, { run: fullDisk });
  for (const text of ["one", "lost", "two"]) await first.say(text);
  await vi.waitFor(() => expect(JSON.stringify([...first.remembered.values()])).toContain(first.log.at(-1)!.id));
  const second = open({ core: first });
  await second.state().open(new URLSearchParams(addressOf(first.state())));
  expect(second.state().turns.map(({ user, replies }) => [user, replies[0]?.text])).toEqual([["one", "support-v1 heard: one"], ["lost", undefined], ["two", "support-v1 heard: two"]]);
});

it("brings 500 messages back with a few questions to the log", async () => {
  const first = open();
  for (let turn = 0; turn < 250; turn++) await first.say(`message ${turn}`);
  await vi.waitFor(() => expect(JSON.stringify([...first.remembered.values()])).toContain(first.log.at(-1)!.id));
  const get = vi.spyOn(first.api.interactions, "get");
  const second = open({ core: first });
  await second.state().open(new URLSearchParams(addressOf(first.state())));
  expect(second.state().turns.map(({ user, replies }) => [user, replies[0]!.text])).toEqual(first.state().turns.map(({ user, replies }) => [user, replies[0]!.text]));
  expect(get).toHaveBeenCalledTimes(1);
}, 60_000);

it("opens an interaction's request to be sent again, changed or not", async () => {
  const { state, say, log, requests } = open();
  state().change({ system: "Be brief.", sampling: { temperature: 0.5, stop: ["\n"] } });
  await say("One");
  await say("Two");
  const other = open({ core: { ...open({ script: echo }), log, api: createScriptedCore({ models, script: echo, log }).api } });
  await other.state().open(new URLSearchParams({ from: log[1]!.id }));
  expect(other.state()).toMatchObject({ draft: "Two", turns: [], session: null, from: log[1]!.id, setup: { system: "Be brief.", sampling: { temperature: 0.5, stop: ["\n"] }, targets: ["support-v1"] } });
  expect(other.state().send()).toBe(true);
  await other.ended();
  expect(log.at(-1)!.request.messages).toEqual(requests[1]!.messages);
  expect(other.state().from).toBe(null);
});

it("says why an address could not be opened", async () => {
  const { state } = open();
  await state().open(new URLSearchParams({ from: "int_gone" }));
  expect(state().opening).toMatchObject({ state: "failed", failure: { code: "not-found" } });
});

it("keeps models, layout, system prompt and sampling in the address", async () => {
  const { state } = open();
  state().change({ targets: ["support-v1", "support v2 #1"], system: "Ünï & code", sampling: { temperature: 0, topK: 0, seed: 4021, stop: ["\n\n", "###"], maxTokens: 256 } });
  const other = open();
  await other.state().open(new URLSearchParams(addressOf(state())));
  expect(other.state().setup).toEqual(state().setup);
  await other.state().open(new URLSearchParams("temperature=warm&topP=7&seed=-1&maxTokens=5"));
  expect(other.state().setup.sampling).toEqual({ maxTokens: 5 });
});

it("ignores the answer of a conversation that was left", async () => {
  const { state } = open({ script: endless });
  state().write("Hello");
  state().send();
  await vi.waitFor(() => expect(reply(state).text).toBe("Hello"));
  state().startAgain();
  state().write("New");
  state().send();
  await vi.waitFor(() => expect(reply(state).text).toBe("Hello"));
  expect(reply(state).phase.state).toBe("answering");
  state().stop();
});
