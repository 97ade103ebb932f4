import { isIPv4 } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drain } from "../../helpers/drain.ts";
import { randomSchema } from "../../helpers/randomSchema.ts";
import { openRealModel, question } from "../openRealModel.ts";

/** How many random schemas are asked; 200 with TAPEDECK_SCHEMAS=200. */
const count = Number(process.env["TAPEDECK_SCHEMAS"] ?? 20);
const signal = () => new AbortController().signal;
const isDate = (text: string) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text.replace("Z", ""));
const formats = { date: isDate, "date-time": isDate, uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, ipv4: (text: string) => isIPv4(text) };
const ajv = new Ajv2020({ strict: false, formats });

describe("answers by JSON Schema", () => {
  it(`are valid for ${count} random schemas, and end by themselves`, { timeout: 1_200_000 }, async () => {
    const { gateway, log, request } = openRealModel();
    const seen = { valid: 0, tokens: 0, most: 0 };
    for (const [index, schema] of fc.sample(randomSchema, { numRuns: count, seed: 20 }).entries()) {
      const { error } = await drain(gateway.run({ ...request(question, { seed: index, temperature: 1, maxTokens: 512 }), responseFormat: { type: "json-schema", schema } }, signal()));
      const { outcome } = log.rows.at(-1)!;
      const why = JSON.stringify({ schema, output: outcome!.output, error: error ?? null });
      expect(outcome!.finishReason, why).toBe("stop");
      expect(ajv.validate(schema, JSON.parse(outcome!.output)), why).toBe(true);
      expect(outcome!.error).toBeNull();
      seen.valid++;
      seen.tokens += outcome!.usage.completionTokens!;
      seen.most = Math.max(seen.most, outcome!.usage.completionTokens!);
    }
    process.stdout.write(`${seen.valid} of ${count} schemas valid, ${seen.tokens} tokens in all, at most ${seen.most} in one\n`);
  });

  it("begin with a brace, and joined deltas, the row and the tokens are the same text", async () => {
    const { gateway, log, request } = openRealModel();
    const schema = { type: "object", properties: { answer: { type: "string", maxLength: 12 } }, required: ["answer"] };
    for (let seed = 0; seed < 40; seed++) {
      const { events } = await drain(gateway.run({ ...request(question, { seed, temperature: 1.2 }), responseFormat: { type: "json-schema", schema } }, signal()));
      const joined = events.map((event) => (event.type === "text" ? event.text : "")).join("");
      const row = log.rows.at(-1)!.outcome!;
      expect(joined).toBe(row.output);
      expect(joined[0]).toBe("{");
      expect(row.outputTokenEnds!.at(-1)).toBe(joined.length);
      expect(row.conditions.samplingChain[0]).toMatch(/^grammar json-schema [0-9a-f]{8}$/);
    }
  });

  it("that the token limit cuts say so, and hold no run of blanks", { timeout: 300_000 }, async () => {
    const { gateway, log, request } = openRealModel();
    const schema = { type: "object", properties: { name: { type: "string" }, city: { type: "string" } }, required: ["name", "city"] };
    const format = { type: "json-schema" as const, schema };
    await drain(gateway.run({ ...request(question, { maxTokens: 6, temperature: 0 }), responseFormat: format }, signal()));
    const cut = log.rows.at(-1)!.outcome!;
    expect(cut).toMatchObject({ status: "ok", finishReason: "length", error: { code: "json-cut-off", message: expect.stringMatching(/^JSON cut off: the limit of 6 tokens/) } });
    for (let seed = 0; seed < 10; seed++) {
      await drain(gateway.run({ ...request(question, { seed, maxTokens: 512, temperature: 1.5 }), responseFormat: format }, signal()));
      const { output, finishReason, error } = log.rows.at(-1)!.outcome!;
      expect(output).not.toMatch(/\s{4}/);
      if (finishReason === "stop") expect(ajv.validate(schema, JSON.parse(output))).toBe(true);
      else expect(error?.code).toBe("json-cut-off");
    }
  });

  it("are any object with the format json, and follow a grammar of one's own", async () => {
    const { gateway, log, request } = openRealModel();
    await drain(gateway.run({ ...request(question, { seed: 3, temperature: 0, maxTokens: 300 }), responseFormat: { type: "grammar", gbnf: 'root ::= ("yes" | "no") "!"' } }, signal()));
    expect(log.rows.at(-1)!.outcome!.output).toMatch(/^(yes|no)!$/);
    const { error } = await drain(gateway.run({ ...request(question, {}), responseFormat: { type: "grammar", gbnf: "root ::= broken" } }, signal()));
    expect(error).toMatchObject({ code: "bad-request", message: expect.stringContaining("grammar") });
    await drain(gateway.run({ ...request(question, { seed: 5, maxTokens: 400 }), responseFormat: { type: "json" } }, signal()));
    const { output, finishReason } = log.rows.at(-1)!.outcome!;
    expect(output[0]).toBe("{");
    if (finishReason === "stop") expect(typeof JSON.parse(output)).toBe("object");
  });
});
