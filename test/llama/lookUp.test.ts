import { expect, it } from "vitest";
import { lookUp } from "../../electron/llama/speculation/lookUp.ts";

const words = (text: string) => text.split(" ");

it("guesses what followed the last time, by the longest end that stood before", () => {
  expect(lookUp(words("a b c d x a b c e y a b c"), 2)).toEqual(["e", "y"]);
  expect(lookUp(words("z a b c 1 q a b c 2 z a b c"), 1)).toEqual(["1"]);
});

it("guesses nothing where the end never stood before, or only its last word", () => {
  expect(lookUp(words("a b c d"), 3)).toEqual([]);
  expect(lookUp(words("a b c b"), 3)).toEqual([]);
  expect(lookUp([], 3)).toEqual([]);
});

it("guesses no further than the end", () => {
  expect(lookUp(words("a b a b"), 8)).toEqual(["a", "b"]);
});
