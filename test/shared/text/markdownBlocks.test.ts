import fc from "fast-check";
import { expect, it } from "vitest";
import { markdownBlocks } from "../../../shared/text/markdownBlocks.ts";

const kinds = (text: string) => markdownBlocks(text).map(({ kind }) => kind);

it("cuts at blank lines, fences and tables", () => {
  const text = "# Title\n\nSome words\nand more.\n\n```ts\nconst a = 1;\n\nlet b;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.";
  expect(markdownBlocks(text)).toEqual([
    { kind: "text", text: "# Title", isContinued: false },
    { kind: "text", text: "Some words\nand more.", isContinued: false },
    { kind: "code", text: "const a = 1;\n\nlet b;", language: "ts", isContinued: false },
    { kind: "table", text: "| a | b |\n|---|---|\n| 1 | 2 |", isContinued: false },
    { kind: "text", text: "End.", isContinued: false },
  ]);
});

it("keeps a list with blank lines and indented paragraphs in one block", () => {
  expect(markdownBlocks("1. one\n\n   more of one\n\n2. two\n\nafter").map(({ text }) => text)).toEqual(["1. one\n\n   more of one\n\n2. two", "after"]);
});

it("shows a fence that is still open, and closes it only with one at least as long", () => {
  expect(markdownBlocks("````\n```\ninside")).toEqual([{ kind: "code", text: "```\ninside", language: "", isContinued: false }]);
});

it("takes a line of dashes under a sentence for a heading, not for a table", () => {
  expect(kinds("Title\n---")).toEqual(["text"]);
});

it("repeats a long table's head in each of its pieces", () => {
  const rows = Array.from({ length: 100 }, (_, index) => `| ${index} | x |`);
  const blocks = markdownBlocks(["| n | v |", "|---|---|", ...rows].join("\n"));
  expect(blocks.map(({ kind, isContinued }) => [kind, isContinued])).toEqual([["table", false], ["table", true], ["table", true]]);
  expect(blocks.every(({ text }) => text.startsWith("| n | v |\n|---|---|\n"))).toBe(true);
});

it("loses no word of any text", () => {
  const line = fc.constantFrom("word", "- item", "  indented", "| a | b |", "|---|---|", "```", "~~~", "", "> quote", "1. first", "x".repeat(900));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const words = (text: string) => text.split(/\s+/).filter((each) => /[a-zx]/.test(each)).length;
      expect(markdownBlocks(lines.join("\n")).map(({ text, isContinued, kind }) => words(kind === "table" && isContinued ? text.split("\n").slice(2).join("\n") : text)).reduce((sum, each) => sum + each, 0)).toBe(words(lines.join("\n")));
    }),
  );
});

it("changes only the last blocks while a text grows", () => {
  const rows = Array.from({ length: 400 }, (_, index) => `| row ${index} | ${"cell ".repeat(4)}|`);
  const text = ["Intro.", "", "| n | v |", "|---|---|", ...rows, "", "```js", ...rows, "```", "", ...rows.map((row) => `- ${row}`)].join("\n");
  let before = markdownBlocks("");
  for (let length = 100; length <= text.length; length += 200) {
    const now = markdownBlocks(text.slice(0, length));
    const changed = now.filter((block, index) => before[index]?.text !== block.text || before[index]?.kind !== block.kind);
    expect(changed.reduce((sum, { text: changedText }) => sum + changedText.length, 0)).toBeLessThan(5000);
    before = now;
  }
});

it("shows as it is what is nested deeper than a parser goes", () => {
  for (const deep of ["> ".repeat(500), ">".repeat(500), "- ".repeat(500), "1. ".repeat(500), "> - ".repeat(250)]) expect(kinds(`Before.\n\n${deep}x\n\nAfter.`)).toEqual(["text", "plain", "text"]);
  expect(kinds(`${"> ".repeat(20)}x`)).toEqual(["text"]);
  expect(kinds(`${"|a".repeat(300)}|\n${"|-".repeat(300)}|`)).toEqual(["plain"]);
});

it("cuts a list also where it has no further item, and takes the cut lines for the list's own", () => {
  const blocks = markdownBlocks(`- first\n${"    - inner\n".repeat(5000)}`);
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.every(({ text }) => text.length < 10_000 && text.startsWith("- "))).toBe(true);
});

it("takes a line no longer than its length", () => {
  const blanks = " ".repeat(300_000);
  const startedAt = performance.now();
  for (const line of [`\`\`\`${blanks}\``, `${"~".repeat(300_000)}\``, `a|b\n${blanks}-|x`, `a|b\n-|-${blanks}x`, `a|b\n${"|-".repeat(100_000)}x`]) markdownBlocks(line);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
