import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { demoPath } from "./demoModel.ts";
import { chat, openLlama, sharedModel, type LlamaAnswer } from "./openLlama.ts";

const cases = sharedModel("demo-cases.jsonl");
const draft = sharedModel("demo-support-v1.Q4_K_M.gguf");
const target = sharedModel("demo-support-v2.F16.gguf");
const otherVocabulary = sharedModel("tinystories-656k-bytes-Q4_0.gguf");

type Case = { input: { role: string; content: string }[] };
/** Fifty questions of one turn. */
const questions = (): string[] =>
  readFileSync(cases!, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Case)
    .filter(({ input }) => input.length === 1).map(({ input }) => input[0]!.content).slice(0, 50);

function figures(answers: LlamaAnswer[]) {
  const drafted = answers.reduce((sum, { done }) => sum + done.guesses!.drafted, 0);
  const accepted = answers.reduce((sum, { done }) => sum + done.guesses!.accepted, 0);
  const tokens = answers.reduce((sum, answer) => sum + answer.tokens.length, 0);
  const ms = answers.reduce((sum, { done }) => sum + done.generationMs, 0);
  return { drafted, accepted, tokens, tokensPerSecond: (tokens / ms) * 1000 };
}

async function compare(what: string, path: string, guessing: { draftPath?: string; settings?: { promptLookup: boolean } }) {
  const plain = await openLlama({ path });
  const guessed = await openLlama({ path, ...guessing });
  const answers: { before: LlamaAnswer; after: LlamaAnswer }[] = [];
  for (const question of questions()) answers.push({ before: await plain.ask(chat(question)), after: await guessed.ask(chat(question)) });
  const same = answers.filter(({ before, after }) => before.text === after.text && before.tokens.join() === after.tokens.join()).length;
  const { drafted, accepted, tokensPerSecond } = figures(answers.map(({ after }) => after));
  const before = answers.reduce((sum, { before: { done } }) => sum + done.generationMs, 0);
  const tokens = answers.reduce((sum, answer) => sum + answer.before.tokens.length, 0);
  console.log(`${what}: ${same} of ${answers.length} answers identical, ${accepted} of ${drafted} guesses accepted (${((accepted / drafted) * 100).toFixed(1)}%), ${tokensPerSecond.toFixed(0)} tokens/s against ${((tokens / before) * 1000).toFixed(0)} without`);
  expect(answers).toHaveLength(50);
  expect(same).toBe(50);
  expect(drafted).toBeGreaterThan(0);
  expect(answers.every(({ before: { done } }) => done.guesses === null)).toBe(true);
}

describe("guessing ahead", () => {
  it.skipIf(!cases || !draft || !target)("leaves fifty answers as they are with a draft model (needs ../shared/models)", () => compare("draft v1 Q4_K_M for v2 F16", target!, { draftPath: draft! }), 120_000);
  it.skipIf(!cases)("leaves fifty answers as they are with the prompt's own words (needs ../shared/models)", () => compare("prompt lookup for v2 Q8_0", demoPath, { settings: { promptLookup: true } }), 120_000);

  it.skipIf(!otherVocabulary)("refuses a draft with another vocabulary before it is used (needs ../shared/models)", async () => {
    await expect(openLlama({ draftPath: otherVocabulary! })).rejects.toMatchObject({ code: "model-load-failed", message: expect.stringContaining("The draft model can't guess for this model: its vocabulary has") });
  });

  it("guesses nothing where it could change an answer", async () => {
    const llama = await openLlama({ settings: { promptLookup: true } });
    const prompt = chat("Where is my order 4821?");
    const sampling = { temperature: 1, seed: 5 };
    const plain = await openLlama();
    const hot = await llama.ask(prompt, { sampling });
    expect(hot.done.guesses).toBeNull();
    expect(hot.tokens).toEqual((await plain.ask(prompt, { sampling })).tokens);
    expect((await llama.ask(prompt, { sampling: { repeatPenalty: 1.3 } })).tokens).toEqual((await plain.ask(prompt, { sampling: { repeatPenalty: 1.3 } })).tokens);
  });
});
