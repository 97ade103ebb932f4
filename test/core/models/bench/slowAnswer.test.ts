import { expect, it, onTestFinished } from "vitest";
import { createRuntimes } from "../../../../electron/core/models/runtimes.ts";
import type { AnswerSpeed } from "../../../../electron/core/models/bench/speedRecords.ts";
import { samplingDefaults } from "../../../../shared/schemas/chat.ts";
import { oneModelLibrary } from "../../../helpers/oneModelLibrary.ts";
import { scriptedLlama } from "../../../helpers/scriptedLlama.ts";

const never = new AbortController().signal;
const slow = { tokensPerSecond: 10, recordTokensPerSecond: 100 };

it("flags an answer far below the record at its end and on the model, until an answer is fast again", async () => {
  const { library } = oneModelLibrary("/a.gguf", async () => ({ template: null, bosToken: "<s>", eosToken: "</s>" }), { sha256: "a".repeat(64) });
  const judged: AnswerSpeed[] = [];
  let verdict: typeof slow | null = slow;
  const runtimes = createRuntimes({
    library,
    start: scriptedLlama().start,
    gpu: () => "off",
    judgeSpeed: (sha256, runtime, answer) => (judged.push(answer), sha256 === "a".repeat(64) && runtime.backend === "cpu" ? verdict : null),
  });
  onTestFinished(() => runtimes.close());
  const { id } = library.list()[0]!;

  async function ask(more = {}) {
    const ready = runtimes.ready(id, never);
    let step = await ready.next();
    while (!step.done) step = await ready.next();
    for await (const event of step.value.generate({ promptTokens: [1, 2, 3], sampling: { ...samplingDefaults, seed: 0 }, ...more }, never)) if (event.type === "done") return event.slowerThanRecord;
    return undefined;
  }
  const flag = () => {
    const state = runtimes.state(id);
    return state.state === "loaded" ? state.slowerThanRecord : undefined;
  };

  expect(await ask()).toEqual(slow);
  expect(judged).toEqual([{ depthTokens: 3, tokens: 2, tokensPerSecond: 100, busy: 1 }]);
  expect(flag()).toEqual(slow);
  expect(await ask({ grammar: { name: "json", gbnf: "root ::= [a-z]" } })).toBeNull();
  expect(judged).toHaveLength(1);
  verdict = null;
  expect(await ask()).toBeNull();
  expect(flag()).toBeNull();
});
