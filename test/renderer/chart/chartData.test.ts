import { describe, expect, it } from "vitest";
import { aligned, chartCsv, yEnd } from "../../../renderer/components/chart/chartData.ts";
import { fileStem } from "../../../renderer/components/chart/saveFile.ts";

const series = [
  { name: "v1", color: "red", points: [{ x: 0, y: 10 }, { x: 512, y: 8, low: 7, high: 9 }] },
  { name: '=cmd,"v2"', color: "blue", points: [{ x: 128, y: 20.5 }] },
];

describe("a chart's numbers", () => {
  it("share one row of x; what a line has not is a gap", () => {
    const { xs, columns } = aligned(series);
    expect(xs).toEqual([0, 128, 512]);
    expect(columns.map((column) => column.map((point) => point?.y ?? null))).toEqual([[10, null, 8], [null, 20.5, null]]);
  });

  it("begin at zero and leave room over the highest end of an interval", () => {
    expect(yEnd([{ name: "a", color: "red", points: [{ x: 0, y: 10, low: 5, high: 50 }] }])).toBeCloseTo(56);
    expect(yEnd([])).toBe(1);
  });

  it("leave as CSV that no spreadsheet runs or misreads", () => {
    expect(chartCsv({ title: "t", xTitle: "tokens", yTitle: "tok/s", series }).split("\r\n")).toEqual(['tokens,v1,"\'=cmd,""v2"""', "0,10,", "128,,20.5", "512,8,"]);
  });

  it("are kept under a name of the title's words", () => {
    expect(fileStem("Generation speed, tok/s")).toBe("generation-speed-tok-s");
  });
});
