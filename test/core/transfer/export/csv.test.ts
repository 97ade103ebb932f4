import fc from "fast-check";
import { expect, it } from "vitest";
import { csvCell, harmless } from "../../../../electron/core/transfer/export/csvCell.ts";
import { csvHead, writeCsv } from "../../../../electron/core/transfer/export/csv.ts";
import type { Selected } from "../../../../electron/core/transfer/export/selected.ts";
import { context, request, sampleSelected } from "./sampleSelected.ts";

/** RFC 4180, as any reader has it: one row's cells. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const [whole, quoted] of line.matchAll(/"((?:[^"]|"")*)"(?:,|$)|[^,]*(?:,|$)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? whole.replace(/,$/, ""));
    if (!whole.endsWith(",")) break;
  }
  return cells;
}
function row(selected: Selected, more: Parameters<typeof context>[0] = {}) {
  const written = writeCsv(selected, context(more));
  if ("skipped" in written) throw new Error(written.skipped);
  const names = csvHead.split(",");
  return { cells: Object.fromEntries(cellsOf(written.records[0]!).map((cell, index) => [names[index]!, cell])), line: written.records[0]!, changed: written.changed };
}

it("has the names of CSV in, the exact time in UTC, and the time of the chosen zone with the zone's name", () => {
  const { cells } = row(sampleSelected({ createdAt: Date.UTC(2026, 10, 25, 12), tags: ["a", "b"], user: "kim", request: request({ messages: [{ role: "system", content: "Be kind." }, { role: "user", content: "Hi" }], metadata: { plan: "pro" } }) }), { timeZone: "Asia/Tokyo" });
  expect(Object.keys(cells).slice(0, 14)).toEqual(["id", "createdAt", "model", "system", "input", "output", "session", "user", "tags", "status", "promptTokens", "completionTokens", "totalMs", "metadata"]);
  expect(cells).toMatchObject({
    createdAt: "2026-11-25T12:00:00.000Z", localTime: "2026-11-25 21:00:00.000+09:00", timeZone: "Asia/Tokyo", system: "Be kind.", user: "kim", tags: "a, b", promptTokens: "12", totalMs: "26", metadata: '{"plan":"pro"}', session: "",
  });
});

it.each(["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "  =1", "＝1+1", "|calc", '"=1', "\ufeff=1", "\0=1"])("never begins a cell with what a spreadsheet runs: %j", (output) => {
  const { cells, changed } = row(sampleSelected({ output }));
  expect(cells["output"]).toMatch(/^'/);
  expect(changed).toContain("Cells that a spreadsheet would run as formulas begin with an apostrophe (--raw writes them as they are)");
  expect(row(sampleSelected({ output }), { raw: true }).cells["output"]).toBe(output);
});

it("is harmless also where the reader's country ends a cell with a semicolon, and leaves lists, rules and numbers alone", () => {
  expect(harmless("a;=1+1")).toBe("a;'=1+1");
  expect(harmless('a\n"=1+1')).toBe("a\n\"'=1+1");
  expect(harmless("a\tb;@x;-2+3")).toBe("a\tb;'@x;'-2+3");
  for (const text of ["Two:\n- one\n- two\n---\n", "-5", "-0.25", "a = b; c - d", "3 - 2"]) expect(harmless(text)).toBe(text);
});

it("gives back every text that a reader of CSV may meet", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('"', '""', "\r\n", "\n", ",", ";", "\t", " ", "a", "日本", "\0", "=") }), { minLength: 1, maxLength: 6 }), (texts) => {
      expect(cellsOf(texts.map(csvCell).join(","))).toEqual(texts);
    }),
    { numRuns: 50 },
  );
});

it("writes cells of a megabyte, NUL and halves of characters, and says what it changed", () => {
  const output = `${"long, ".repeat(180_000)}end`;
  expect(row(sampleSelected({ output })).cells["output"]).toBe(output);
  const odd = row(sampleSelected({ output: "a\0b \ud800" }));
  expect(odd.cells["output"]).toBe("a␀b \ufffd");
  expect(odd.changed).toContain("Halves of characters, which UTF-8 can't hold, became \ufffd");
});

it("says what the table has no room for", () => {
  const messages = [{ role: "user" as const, content: "Hi" }, { role: "assistant" as const, content: "Hello" }, { role: "user" as const, content: "And?" }];
  expect(row(sampleSelected({ input: "And?", request: request({ messages }), toolCalls: [{ id: "1", name: "x", arguments: "{}" }], reasoning: "Hm" })).changed).toEqual([
    "Of a conversation only the last question is in the table", "Tools and their calls are left out", "What the model thought before it answered is left out",
  ]);
});
