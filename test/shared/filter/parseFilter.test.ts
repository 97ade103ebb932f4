import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../shared/filter/parseFilter.ts";

const failureOf = (source: string) => {
  try {
    return parseFilter(source);
  } catch (error) {
    return error;
  }
};

describe("a filter", () => {
  it("reads and before or, and brackets before both", () => {
    const flat = parseFilter("status = ok or status = failed and has error");
    expect(flat).toMatchObject({ kind: "or", parts: [{ kind: "compare" }, { kind: "and", parts: [{ kind: "compare" }, { kind: "has" }] }] });
    expect(parseFilter("(status = ok or status = failed) and not has error")).toMatchObject({ kind: "and", parts: [{ kind: "or" }, { kind: "not", part: { kind: "has" } }] });
  });

  it("takes words, quoted text with escapes, times of day and lists as values", () => {
    const valueOf = (source: string) => (parseFilter(source) as { value: { text: string; isQuoted: boolean } }).value;
    expect(valueOf('input : "say \\"hi\\" (a, b) \\\\"')).toMatchObject({ text: 'say "hi" (a, b) \\', isQuoted: true });
    expect(valueOf("createdAt>-24h").text).toBe("-24h");
    expect(valueOf("createdAt < 2026-03-29T14:00:05.5+02:00").text).toBe("2026-03-29T14:00:05.5+02:00");
    expect(valueOf("metadata.gen_ai.request.id = 12").text).toBe("12");
    expect(parseFilter('status in (ok, "failed")')).toMatchObject({ kind: "in", values: [{ text: "ok" }, { text: "failed" }] });
  });

  it.each([
    ["statsu = ok", 0, "There is no field “statsu”", "Did you mean status?"],
    ["status = ok and totalMs > 3", 16, "There is no field “totalMs”", "Did you mean timings.totalMs?"],
    ["quarks = 3", 0, "There is no field “quarks”", "Fields are id, createdAt"],
    ["status =", 8, "The filter ends where a value should follow", undefined],
    ["status ok", 7, "“ok” is no comparison", "Use =, !="],
    ["(status = ok", 12, "The filter ends where “)” should follow", undefined],
    ["status = ok)", 11, "“)” stands where “and”, “or” or the end should", undefined],
    ["model = my model", 11, "“model” stands where", "double quotes"],
    ['input : "open', 8, "A quoted text is not closed", "double quote"],
    ["status in ok", 10, "“ok” stands where “(” should", undefined],
    ["! status = ok", 0, "“!” is not understood here", "double quotes"],
    ["", 0, "The filter ends where a field should follow", undefined],
  ])("says where %j is wrong", (source, position, message, fix) => {
    expect(failureOf(source)).toMatchObject({ code: "bad-filter", message: expect.stringContaining(message), details: { position } });
    if (fix) expect((failureOf(source) as { fix: string }).fix).toContain(fix);
  });

  it("that is nested endlessly is refused, not followed", () => {
    expect(failureOf(`${"(".repeat(5000)}status = ok`)).toMatchObject({ code: "bad-filter", message: expect.stringContaining("deeper than 100") });
    expect(failureOf(`${"not ".repeat(2000)}has error`)).toMatchObject({ code: "bad-filter" });
  });
});
