import { describe, expect, it } from "vitest";
import { decisionOf, documentsOf, prettyJson } from "../../../../renderer/features/interactions/trace/spanContent.ts";
import { tickLines } from "../../../../renderer/features/interactions/trace/tickLines.ts";
import { movedTo, readWindow, ticks, writeWindow, zoomed } from "../../../../renderer/features/interactions/trace/timeWindow.ts";
import { matchesSpan, spanDuration, tickWords } from "../../../../renderer/features/interactions/trace/spanWords.ts";
import { span } from "./sampleSpans.ts";

describe("what a span holds", () => {
  it("reads documents from flat attributes in their order, also beyond ten, and from a list in the output", () => {
    const attributes = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [[`retrieval.documents.${n}.document.content`, `text ${n}`], [`retrieval.documents.${n}.document.score`, 1 - n / 20]]).flat() as [string, unknown][]);
    const documents = documentsOf({ attributes, output: null });
    expect(documents.map(({ content }) => content)).toEqual(Array.from({ length: 12 }, (_, n) => `text ${n}`));
    expect(documents[1]!.score).toBe(0.95);
    expect(documentsOf({ attributes: null, output: '{"documents":[{"id":7,"pageContent":"a","score":0.5},{"text":"b"}]}' })).toEqual([{ id: "7", content: "a", score: 0.5 }, { id: null, content: "b", score: null }]);
    expect(documentsOf({ attributes: { other: 1 }, output: "no list" })).toEqual([]);
    expect(documentsOf({ attributes: null, output: "[1, 2]" })).toEqual([]);
  });

  it("reads a guard's decision from its output or its attributes, and takes no long text for one", () => {
    expect(decisionOf({ output: '{"score":0.2,"decision":"block"}', attributes: null })).toBe("decision: block");
    expect(decisionOf({ output: null, attributes: { "guardrail.flagged": true } })).toBe("flagged: true");
    expect(decisionOf({ output: "allow", attributes: null })).toBe("allow");
    expect(decisionOf({ output: "a long text ".repeat(20), attributes: {} })).toBeNull();
  });

  it("makes JSON pretty, and leaves alone what is none", () => {
    expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(prettyJson("{not json")).toBeNull();
    expect(prettyJson("12")).toBeNull();
  });

  it("is found by name, kind, model, id and error", () => {
    const tool = span("abc", null, 0, 1, { name: "Find Order", kind: "tool", error: "Timed out" });
    expect(["find ord", "tool", "abc", "timed"].map((words) => matchesSpan(tool, words))).toEqual([true, true, true, true]);
    expect(matchesSpan(tool, "too")).toBe(false);
  });

  it("is timed as precisely as it is short", () => {
    expect([0, 0.4213, 12.54, 184.4, 3340, -5, null].map(spanDuration)).toEqual(["0 ms", "0.42 ms", "12.5 ms", "184 ms", "3.34 s", "−5.00 ms", "–"]);
  });
});

describe("a stretch of a trace's time", () => {
  it("stands in the address, unless it is the whole, and nonsense is left out", () => {
    expect(writeWindow({ fromMs: 120, toMs: 560.12345 }, 1000)).toBe("120-560.123");
    expect(writeWindow({ fromMs: 0, toMs: 1000 }, 1000)).toBeNull();
    expect(readWindow("120-560.123", 1000)).toEqual({ fromMs: 120, toMs: 560.123 });
    expect([readWindow("560-120", 1000), readWindow("a-b", 1000), readWindow("2000-3000", 1000), readWindow(null, 1000)]).toEqual([null, null, null, null]);
  });

  it("is zoomed around a point and stays inside the trace", () => {
    expect(zoomed({ fromMs: 0, toMs: 1000 }, 0.5, 250, 1000)).toEqual({ fromMs: 125, toMs: 625 });
    expect(zoomed({ fromMs: 0, toMs: 500 }, 4, 500, 1000)).toEqual({ fromMs: 0, toMs: 1000 });
  });

  it("is moved to what is chosen outside of it, and not without need", () => {
    const window = { fromMs: 100, toMs: 200 };
    expect(movedTo(window, 150, 900, 1000)).toBe(window);
    expect(movedTo(window, 500, 510, 1000)).toEqual({ fromMs: 490, toMs: 590 });
    expect(movedTo(window, 990, 1000, 1000)).toEqual({ fromMs: 900, toMs: 1000 });
  });

  it("has round ticks, and lines where they are", () => {
    expect(ticks({ fromMs: 0, toMs: 4620 }, 4)).toEqual([0, 2000, 4000]);
    expect(ticks({ fromMs: 0.1, toMs: 0.4 }, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(ticks({ fromMs: 0, toMs: 99_050 }, 4).map(tickWords)).toEqual(["0", "25 s", "50 s", "75 s"]);
    expect([200, 2500, 150_000].map(tickWords)).toEqual(["200 ms", "2.5 s", "2 min 30 s"]);
    expect(ticks({ fromMs: 5, toMs: 5 }, 4)).toEqual([]);
    expect(tickLines({ fromMs: 0, toMs: 0 })).toBe("none");
    expect(tickLines({ fromMs: 0, toMs: 4000 })).toContain("var(--line) 50%");
  });
});
