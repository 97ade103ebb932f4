import { expect, it } from "vitest";
import { miniRows } from "../../../../renderer/features/interactions/detail/miniRows.ts";
import { redactionWords } from "../../../../renderer/features/interactions/detail/redactionWords.ts";
import { heatClass, probabilityWords } from "../../../../renderer/features/interactions/detail/tokenHeat.ts";
import { textLines } from "../../../../renderer/features/interactions/detail/textLines.ts";
import { createSlices } from "../../../../renderer/features/interactions/trace/slices.ts";
import { buildSpanTree } from "../../../../renderer/features/interactions/trace/spanTree.ts";
import { span } from "../trace/sampleSpans.ts";

const linesOf = (text: string) => {
  const bounds = textLines(text);
  return Array.from({ length: bounds.length / 2 }, (_, n) => text.slice(bounds[2 * n], bounds[2 * n + 1]));
};

it("cuts a text at its line breaks, and long lines where no character is cut in two", () => {
  expect(linesOf("a\n\nb")).toEqual(["a", "", "b"]);
  expect(linesOf("")).toEqual([""]);
  const long = `${"x".repeat(399)}👍${"y".repeat(500)}`;
  const lines = linesOf(long);
  expect(lines.join("")).toBe(long);
  expect(lines.every((line) => line.length <= 400 && line.isWellFormed())).toBe(true);
});

it("shows of a trace the way down to the interaction and what is nearest, in the order of the tree", async () => {
  const spans = [span("root", null, 0, 1000), span("agent", "root", 1, 900), ...Array.from({ length: 40 }, (_, n) => span(`s${n}`, "agent", 10 + n, 5))];
  const tree = await buildSpanTree(spans, createSlices());
  const shown = miniRows(tree, tree.byId.get("s20")!).map((index) => tree.spans[index]!.spanId);
  expect(shown).toEqual(["root", "agent", "s17", "s18", "s19", "s20", "s21", "s22", "s23"]);
  expect(miniRows(tree, -1)).toHaveLength(9);
});

it("says in words what was taken out", () => {
  expect(redactionWords({ email: 2, "api-key": 1 })).toBe("2 emails, 1 api key");
});

it("heats a token by how unexpected it was, and says how likely in words", () => {
  expect([undefined, 0, -0.05, -0.3, -0.7, -1.5, -9].map(heatClass)).toEqual(["", "", "", "h1", "h2", "h3", "h4"]);
  expect([0, Math.log(0.412), Math.log(0.0003), -20].map(probabilityWords)).toEqual(["100.0%", "41.2%", "0.03%", "under 0.01%"]);
});
