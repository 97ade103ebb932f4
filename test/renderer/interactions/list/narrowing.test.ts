import { expect, it } from "vitest";
import { completeFilter } from "../../../../shared/filter/completeFilter.ts";
import { facetValues, toggleFacet } from "../../../../renderer/features/interactions/list/filter/facetFilter.ts";
import { filterParts, joinParts, printFilter, withPart } from "../../../../renderer/features/interactions/list/filter/filterParts.ts";
import { spanOf, withoutSpan, withSpan } from "../../../../renderer/features/interactions/list/filter/filterSpan.ts";
import { partWords } from "../../../../renderer/features/interactions/list/filter/filterWords.ts";
import { barPaths } from "../../../../renderer/features/interactions/list/timeline/barPaths.ts";
import { barMs, stepWords, wholeBars } from "../../../../renderer/features/interactions/list/timeline/timeBars.ts";
import { parseFilter } from "../../../../shared/filter/parseFilter.ts";

const day = 86_400_000;
const completed = (text: string) => completeFilter(text, text.length);

it("reads a filter as parts that all have to hold, and writes them back", () => {
  const filter = 'status = failed and (model = a or model : "b c") and not has user and usage.promptTokens > 1000';
  const parts = filterParts(filter)!;
  expect(parts.map(printFilter)).toEqual(["status = failed", 'model = a or model : "b c"', "not has user", "usage.promptTokens > 1000"]);
  expect(parseFilter(joinParts(parts))).toMatchObject({ kind: "and", parts: [{ kind: "compare" }, { kind: "or" }, { kind: "not" }, { kind: "compare" }] });
  expect(filterParts("status =")).toBeNull();
  expect(withPart("model = a or model = b", "status = ok")).toBe("(model = a or model = b) and status = ok");
});

it("says parts as a sentence says them", () => {
  const said = (filter: string) => Object.values(partWords(parseFilter(filter))).filter(Boolean).join(" ");
  expect(said("status in (failed, ok)")).toBe("status is failed or ok");
  expect(said("usage.completionTokens < 200")).toBe("tokens out < 200");
  expect(said("timings.totalMs >= 1500")).toBe("total ≥ 1500 ms");
  expect(said('input : "14 days"')).toBe("input contains 14 days");
  expect(said("not has user")).toBe("has no user");
  expect(said("metadata.ticket = 7")).toBe("ticket is 7");
});

it("turns facet values on and off, and leaves the rest of the filter as it is", () => {
  let filter = toggleFacet('input : "order" or has user', "status", "failed");
  expect(filter).toBe('(input : "order" or has user) and status = failed');
  filter = toggleFacet(filter, "status", "ok");
  expect(facetValues(filter, "status")).toEqual(["failed", "ok"]);
  filter = toggleFacet(filter, "model", "a model");
  expect(facetValues(filter, "model")).toEqual(["a model"]);
  filter = toggleFacet(toggleFacet(filter, "status", "ok"), "status", "failed");
  expect(filter).toBe('(input : "order" or has user) and model = "a model"');
  expect(toggleFacet("", "user", null)).toBe("not has user");
  expect(facetValues("not has user", "user")).toEqual([null]);
  expect(toggleFacet("status = ok", "status", "ok")).toBe("");
  expect(toggleFacet("", "tags", "and")).toBe('tags = "and"');
});

it("knows the span of time of a filter, and puts another in its place", () => {
  expect(spanOf("status = ok", 0)).toBeNull();
  expect(spanOf("createdAt >= -24h and status = ok", 10 * day)).toEqual({ ago: "-24h", span: { fromMs: 9 * day, toMs: Number.MAX_SAFE_INTEGER } });
  const drawn = withSpan("createdAt >= -24h and status = ok", { fromMs: day, toMs: 2 * day });
  expect(drawn).toBe('status = ok and createdAt >= "1970-01-02T00:00:00.000Z" and createdAt < "1970-01-03T00:00:00.000Z"');
  expect(spanOf(drawn, 0)).toEqual({ ago: null, span: { fromMs: day, toMs: 2 * day } });
  expect(withoutSpan(drawn)).toBe("status = ok");
});

it("completes fields, signs, values and what joins them", () => {
  expect(completed("stat").options).toEqual(["status"]);
  expect(completed("prompt").options).toContain("usage.promptTokens");
  expect(completed("status ").options).toEqual(["=", "!=", ":", "in ("]);
  expect(completed("usage.promptTokens ").options).toContain(">=");
  expect(completed("status = fa")).toMatchObject({ from: 9, to: 11, values: { field: "status", prefix: "fa" } });
  expect(completed("status in (ok, ").values).toEqual({ field: "status", prefix: "" });
  expect(completed("status = ok ").options).toEqual(["and", "or"]);
  expect(completed("createdAt >= ").options).toContain("-7d");
  expect(completed('model = "demo su').values).toEqual({ field: "model", prefix: "demo su" });
  expect(completed("status in (ok) ").options).toEqual(["and", "or"]);
  expect(completed("has ").options).toContain("user");
});

it("draws bars of round lengths, failures on top", () => {
  expect(barMs({ fromMs: 0, toMs: 30 * day })).toBe(day / 4);
  expect(barMs({ fromMs: 0, toMs: 10 })).toBe(1000);
  expect(stepWords(barMs({ fromMs: 0, toMs: 90 * day }))).toBe("day");
  expect(wholeBars({ fromMs: 1500, toMs: 2500 }, 1000)).toEqual({ fromMs: 1000, toMs: 3000 });
  const paths = barPaths([{ fromMs: 0, toMs: 10, count: 10, failed: 2 }, { fromMs: 10, toMs: 20, count: 5, failed: 0 }], { fromMs: 0, toMs: 20 }, 10, 50);
  expect(paths.failed).toBe("M0.00 0.00h410.00v10.00h-410.00z");
  expect(paths.rest).toBe("M0.00 10.00h410.00v40.00h-410.00zM500.00 25.00h410.00v25.00h-410.00z");
});
