import { getLlama, LlamaLogLevel, type LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnswer } from "../../electron/llama/answer.ts";
import { createTokenText } from "../../electron/llama/tokenText.ts";
import { demoPath } from "./demoModel.ts";

const text = "Grüße 😀👩‍👩‍👧 日本語 e\u0301 end";

describe("the text of tokens", () => {
  let model: LlamaModel;
  beforeAll(async () => {
    const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: 1, logLevel: LlamaLogLevel.disabled, progressLogs: false });
    model = await llama.loadModel({ modelPath: demoPath });
  });
  afterAll(() => model.llama.dispose());

  /** Takes after each token, as a batch that is due would. */
  function batches(tokens: readonly number[], stops: string[] = []) {
    const answer = createAnswer(createTokenText(model)(), stops);
    const taken = [];
    let isStopped = false;
    for (const token of tokens) {
      isStopped = answer.add(token as never);
      const batch = answer.take();
      if (batch) taken.push(batch);
      if (isStopped) break;
    }
    const last = answer.end(isStopped);
    if (last) taken.push(last);
    return { text: taken.map((batch) => batch.text), whole: taken.map((batch) => batch.text).join(""), tokens: taken.flatMap((batch) => batch.tokens), ends: taken.flatMap((batch) => batch.ends) };
  }

  it("comes out whole, and no batch ends inside a character", () => {
    const tokens = model.tokenize(text);
    const out = batches(tokens);
    expect(out.whole).toBe(text);
    expect(out.tokens).toEqual([...tokens]);
    for (const part of out.text) expect(part.isWellFormed() && !part.includes("\uFFFD")).toBe(true);
    expect(out.ends).toEqual(out.ends.toSorted((a, b) => a - b));
    expect(out.ends.at(-1)).toBe(text.length);
  });

  it("keeps bytes that are no character as U+FFFD, wherever the answer is cut", () => {
    const [first, second] = model.tokenize("😀");
    const out = batches([...model.tokenize("ab"), first!, second!]);
    expect(out.whole).toBe("ab\uFFFD");
    expect(out.ends.at(-1)).toBe(3);
    expect(batches([first!, ...model.tokenize("ab")]).whole).toBe("\uFFFDab");
  });

  it("finds a stop string inside a character's tokens and across tokens", () => {
    const out = batches(model.tokenize(text), ["👩"]);
    expect(out.whole).toBe("Grüße 😀");
    expect(Math.max(...out.ends)).toBe(out.whole.length);
    expect(batches(model.tokenize(text), ["本語 e"]).whole).toBe("Grüße 😀👩‍👩‍👧 日");
    expect(batches(model.tokenize("no stop here"), ["here!"]).whole).toBe("no stop here");
  });
});
