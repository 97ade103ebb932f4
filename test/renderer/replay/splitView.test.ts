import { expect, it } from "vitest";
import { splitView } from "../../../renderer/features/replay/splitView.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";

const texts = (line: ReturnType<typeof splitView>["recorded"], kind: string) => line.tokens.filter((token) => token.kind === kind).map(({ text }) => text);

it("marks the first token that differs in both answers", () => {
  const { recorded, replay } = splitView(sampleInteraction(["a", " b", " 14", " days"]), sampleInteraction(["a", " b", " 30", " weeks"]), { token: 2, original: " 14", replayed: " 30" });
  expect([texts(recorded, "same"), texts(recorded, "split"), texts(recorded, "after")]).toEqual([["a", " b"], [" 14"], [" days"]]);
  expect(texts(replay, "split")).toEqual([" 30"]);
});

it("finds the replay's own token where another model cuts the text otherwise", () => {
  const { recorded, replay } = splitView(sampleInteraction(["with", "in ", "14", " days"]), sampleInteraction(["w", "i", "t", "hin", " 30", " days"]), { token: 2, original: "14", replayed: " 30" });
  expect(texts(recorded, "split")).toEqual(["14"]);
  expect(texts(replay, "split")).toEqual([" 30"]);
});

it("shows tokens of one text that were cut otherwise as what they are", () => {
  const { recorded, replay } = splitView(sampleInteraction(["a", "bc"]), sampleInteraction(["a", "b", "c"]), { token: 1, original: "bc", replayed: "b" });
  expect([texts(recorded, "split"), texts(replay, "split")]).toEqual([["bc"], ["b"]]);
});

it("shows only what lies around the place in a long answer", () => {
  const pieces = Array.from({ length: 5000 }, (_, index) => ` ${index}`);
  const { recorded } = splitView(sampleInteraction(pieces), sampleInteraction(pieces.with(3000, " x")), { token: 3000, original: " 3000", replayed: " x" });
  expect(recorded).toMatchObject({ isCutBefore: true, isCutAfter: true });
  expect(recorded.tokens.length).toBeLessThan(100);
  expect(recorded.tokens.find(({ kind }) => kind === "split")).toMatchObject({ index: 3000, text: " 3000" });
});

it("has no differing token on the side that ended", () => {
  const { recorded, replay } = splitView(sampleInteraction(["a", " b"]), sampleInteraction(["a"]), { token: 1, original: " b", replayed: "" });
  expect([texts(recorded, "split"), texts(replay, "split")]).toEqual([[" b"], []]);
});
