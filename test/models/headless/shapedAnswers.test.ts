import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newDataFolder, tapedeck } from "../../helpers/tapedeck.ts";

let dataFolder: string;
beforeEach(() => void (dataFolder = newDataFolder()));
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const run = (...args: string[]) => tapedeck([...args, "--data", dataFolder]);
const ask = (...more: string[]) => run("chat", "--model", "demo-support-v2", "--seed", "7", "--json", "Where is my order 4821?", ...more);
const file = (name: string, text: string) => {
  const path = join(dataFolder, name);
  writeFileSync(path, text);
  return path;
};

it("chat follows a schema or a grammar, tells likelihoods, and a replay of it is identical", async () => {
  const schema = file("schema.json", JSON.stringify({ type: "object", properties: { answer: { type: "string", maxLength: 20 }, days: { type: "integer", minimum: 1, maximum: 30 } }, required: ["answer", "days"] }));
  const { code, stdout, stderr } = await ask("--schema", schema, "--logprobs", "2", "--top-k", "0", "--top-p", "1", "--min-p", "0");
  expect([code, stderr]).toEqual([0, ""]);
  const answer = JSON.parse(stdout) as { interactionId: string; text: string; logprobs: { top: unknown[] }[]; usage: { completionTokens: number } };
  expect(JSON.parse(answer.text)).toMatchObject({ answer: expect.any(String), days: expect.any(Number) });
  expect(answer.logprobs).toHaveLength(answer.usage.completionTokens);
  expect(answer.logprobs[0]!.top).toHaveLength(2);
  expect(JSON.parse((await run("replay", answer.interactionId, "--times", "3", "--json")).stdout)).toMatchObject({ identical: 3, results: [{ differences: [] }, {}, {}] });
  expect(JSON.parse((await run("replay", answer.interactionId, "--set", "xtcProbability=1", "--set", "xtcThreshold=0", "--set", "logitBias={\"300\":-100}", "--json")).stdout)).toMatchObject({ results: [{ differences: ["parameters"] }] });
  const grammar = file("yes.gbnf", 'root ::= "yes" | "no"');
  expect(JSON.parse((await ask("--grammar", grammar)).stdout)).toMatchObject({ text: expect.stringMatching(/^(yes|no)$/) });
});

it("chat says when JSON was cut off, and refuses what can't be enforced", async () => {
  const schema = file("schema.json", JSON.stringify({ type: "object", properties: { a: { type: "string" } }, required: ["a"] }));
  expect(JSON.parse((await ask("--schema", schema, "--max-tokens", "4")).stdout)).toMatchObject({ status: "ok", finishReason: "length", note: expect.stringMatching(/^JSON cut off/) });
  const bad = file("bad.json", JSON.stringify({ type: "object", properties: { order: { type: "array", items: { type: "string", pattern: "(?=x)" } } } }));
  const { code, stdout } = await ask("--schema", bad);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ status: "failed", error: { code: "bad-request", message: expect.stringContaining("schema.properties.order.items.pattern") } });
  expect(await ask("--schema", file("none.json", "{"))).toMatchObject({ code: 2, stdout: expect.stringContaining("holds no JSON object") });
  expect(await ask("--schema", join(dataFolder, "missing.json"))).toMatchObject({ code: 2, stdout: expect.stringContaining("can't be read") });
});
