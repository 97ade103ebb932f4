import { expect, it } from "vitest";
import { createReplyStreams } from "../../../renderer/features/playground/replyStreams.ts";
import { createScriptedCore, type Script } from "../../helpers/scriptedCore.ts";

/** Runs one answer with repaints of 20 ms, or 200 ms for fast text; gives the texts that were drawn. */
async function drawn(script: Script): Promise<string[]> {
  const { api } = createScriptedCore({ models: [], script });
  const texts: string[] = [];
  const streams = createReplyStreams({ api, now: () => performance.now(), repaintMs: [20, 200], onReplies: (replies) => texts.push([...replies.values()][0]![0]!.text), onChange() {} });
  await streams.start(0, 0, { target: "any", messages: [{ role: "user", content: "Hello" }], sampling: {}, origin: "playground" });
  return texts;
}
const pieces = (text: string, count: number): Script =>
  async function* () {
    for (let n = 0; n < count; n++) {
      yield text;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

it("draws text as fast as one reads often, and text that nobody can follow seldom, all of it at the end", async () => {
  const slow = await drawn(pieces("a ", 60));
  const fast = await drawn(pieces("a word and one more, again and again; ".repeat(4), 60));
  expect(slow.at(-1)).toBe("a ".repeat(60));
  expect(fast.at(-1)).toHaveLength(60 * 4 * 38);
  expect(fast.length).toBeLessThan(slow.length / 2);
});

it("draws the first word at once", async () => {
  const texts = await drawn(async function* () {
    yield "First";
    await new Promise((resolve) => setTimeout(resolve, 5));
    yield " second";
  });
  expect(texts).toContain("First");
});
