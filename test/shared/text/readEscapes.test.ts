import { expect, it } from "vitest";
import { readableJson, readEscapes } from "../../../shared/text/readEscapes.ts";

it.each([
  [String.raw`{"q":"\u65e5\u672c"}`, '{"q":"日本"}'],
  [String.raw`\\u65e5 \ud83d\ude00`, "日 😀"],
  [String.raw`C:\users \u0041 \u0000 \u000a \u12`, String.raw`C:\users \u0041 \u0000 \u000a \u12`],
  ["plain 日本", "plain 日本"],
])("shows %s as %s", (text, shown) => {
  expect(readEscapes(text)).toBe(shown);
});

it("leaves escapes alone where a text that is no JSON speaks of them", () => {
  expect(readableJson(String.raw`Write \u65e5 for the day.`)).toBe(String.raw`Write \u65e5 for the day.`);
  expect(readableJson(String.raw` ["\u65e5"]`)).toBe(' ["日"]');
});
