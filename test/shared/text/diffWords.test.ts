import fc from "fast-check";
import { expect, it } from "vitest";
import { diffWords } from "../../../shared/text/diffWords.ts";

const sides = (before: string, after: string) => {
  const pieces = diffWords(before, after);
  const side = (without: string) => pieces.filter(({ kind }) => kind !== without).map(({ text }) => text).join("");
  return [side("added"), side("removed")];
};

it("marks a changed phrase as one piece, the removed text before the added", () => {
  expect(diffWords("You can return it within 30 days, I think.", "You can return it within 14 working days, I think.")).toEqual([
    { kind: "same", text: "You can return it within " },
    { kind: "removed", text: "30" },
    { kind: "added", text: "14 working" },
    { kind: "same", text: " days, I think." },
  ]);
});

it("joins changes with only blanks between them", () => {
  const kinds = diffWords("one two three end", "eins zwei drei end").map(({ kind }) => kind);
  expect(kinds).toEqual(["removed", "added", "same"]);
});

it("gives nothing for two empty texts and one piece for equal ones", () => {
  expect(diffWords("", "")).toEqual([]);
  expect(diffWords("same", "same")).toEqual([{ kind: "same", text: "same" }]);
});

it("gives back both texts, whatever they are", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.constantFrom("a", " ", "b", ".", "\n", "🙂", "\ud800", "é"), { maxLength: 40 }).map((parts) => parts.join("")));
  fc.assert(fc.property(text, text, (before, after) => void expect(sides(before, after)).toEqual([before, after])));
});

it("compares long texts with many differences by sentences", () => {
  const text = (word: string) => Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? `Sentence ${index} stays as it is.` : `The ${word} of ${word} ${index} is ${word}, so ${word}.`)).join(" ");
  const pieces = diffWords(text("cat"), text("dog"));
  expect(pieces.filter(({ kind }) => kind === "same").length).toBeGreaterThan(90);
  expect(sides(text("cat"), text("dog"))).toEqual([text("cat"), text("dog")]);
});

it("stays quick on two long texts that share nothing, and still gives both back", () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `a${index}`).join(" ");
  const after = Array.from({ length: 20_000 }, (_, index) => `b${index}`).join(" ");
  const startedAt = performance.now();
  expect(sides(before, after)).toEqual([before, after]);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
