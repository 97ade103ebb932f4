import { describe, expect, it } from "vitest";
import { formatBackend, formatBytes, formatBytesOf, formatCount, formatDuration, formatHash, formatNoun, formatParameters, formatPercent, formatSpeed, formatTimeLeft } from "../../renderer/format.ts";
import { formatClock, formatMoment, formatUtc, zoneName, zoneOffset } from "../../renderer/formatTime.ts";

describe("numbers on the screen", () => {
  it("carry thousands separators and a true minus sign", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
    expect(formatCount(-1200)).toBe("−1,200");
    expect(formatCount(null)).toBe("–");
    expect([formatNoun(1, "file"), formatNoun(2, "file"), formatNoun(1200, "reply", "replies")]).toEqual(["1 file", "2 files", "1,200 replies"]);
  });

  it("show durations from milliseconds to hours, never as 1000 ms or 60 s", () => {
    expect([0.4, 184, 999.4, 999.6, 3342, 99_994, 99_996, 125_000, 3_840_000].map(formatDuration)).toEqual(["0 ms", "184 ms", "999 ms", "1.00 s", "3.34 s", "99.99 s", "1 min 40 s", "2 min 5 s", "1 h 4 min"]);
    expect(formatDuration(undefined)).toBe("–");
  });

  it("estimate what is left in whole seconds and minutes", () => {
    expect([200, 45_400, 115_000, 370_000, 3_840_000].map(formatTimeLeft)).toEqual(["1 s", "45 s", "1 min 55 s", "6 min", "1 h 4 min"]);
  });

  it("show sizes in decimal units with three digits", () => {
    expect([0, 512, 999, 1000, 1_355_776, 4.2e9, 16.07e9, 1e15].map(formatBytes)).toEqual(["0 B", "512 B", "999 B", "1 kB", "1.36 MB", "4.2 GB", "16.1 GB", "1,000 TB"]);
    expect(formatBytesOf(14.1e9, 32e9)).toEqual({ used: "14.1", total: "32 GB" });
    expect([4e9, 4.31e9].map((used) => formatBytesOf(used, 25.3e9).used)).toEqual(["4.0", "4.3"]);
    expect(formatBytesOf(null, 32e9)).toEqual({ used: "–", total: "32 GB" });
  });

  it("show speeds, shares, parameters, backends and hashes", () => {
    expect([41.84, 1234.5].map(formatSpeed)).toEqual(["41.8 tok/s", "1,235 tok/s"]);
    expect(formatPercent(0.714)).toBe("71%");
    expect([8.03e9, 134.5e6, 656_000].map(formatParameters)).toEqual(["8.03 B", "135 M", "656 k"]);
    expect(["cpu", "cuda", "vulkan"].map(formatBackend)).toEqual(["CPU", "CUDA", "Vulkan"]);
    expect(formatHash(`c40e7719${"0".repeat(52)}52bd`)).toBe("c40e7719…52bd");
  });
});

describe("times on the screen", () => {
  const at = Date.UTC(2025, 10, 20, 13, 31, 52, 114);

  it("are shown in UTC when that is the setting", () => {
    expect(formatMoment(at, "utc")).toBe("20 Nov 2025, 13:31:52");
    expect(zoneName("utc")).toBe("UTC");
  });

  it("are shown in the zone of the machine otherwise, which is named", () => {
    const local = new Date(at);
    const two = (part: number) => String(part).padStart(2, "0");
    expect(formatClock(at, "local")).toBe(`${two(local.getHours())}:${two(local.getMinutes())}:${two(local.getSeconds())}`);
    expect(zoneName("local")).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(zoneOffset(at, "local")).toMatch(/^GMT/);
  });

  it("have the exact UTC moment to the millisecond", () => {
    expect(formatUtc(at)).toBe("2025-11-20 13:31:52.114 UTC");
  });
});
