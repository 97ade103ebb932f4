import type { Span } from "../rowWindow.ts";
import type { Bar } from "./timeBars.ts";

/** The chart's own units: as wide as this, stretched over whatever room there is. */
export const plotWidth = 1000;
const [barShare, leastHeight] = [0.82, 1.2];

/** What of a bar's height stands for its failures, on top, and for all others; a few are drawn at least as a hairline. */
function heights({ count, failed }: Bar, most: number, height: number): { failed: number; rest: number } {
  const tall = (part: number) => (part === 0 ? 0 : Math.max(leastHeight, (part / most) * height));
  const whole = tall(count);
  const red = Math.min(whole, tall(failed));
  return { failed: red, rest: whole - red };
}

/** SVG paths of the failures and of all others, in a plot of `plotWidth` by `height`. */
export function barPaths(bars: readonly Bar[], { fromMs, toMs }: Span, stepMs: number, height: number): { failed: string; rest: string } {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const width = (plotWidth * stepMs * barShare) / (toMs - fromMs);
  const box = (x: number, top: number, tall: number) => (tall === 0 ? "" : `M${x.toFixed(2)} ${top.toFixed(2)}h${width.toFixed(2)}v${tall.toFixed(2)}h${(-width).toFixed(2)}z`);
  const paths = { failed: "", rest: "" };
  for (const bar of bars) {
    const x = ((bar.fromMs - fromMs) / (toMs - fromMs)) * plotWidth;
    const { failed, rest } = heights(bar, most, height);
    paths.rest += box(x, height - rest, rest);
    paths.failed += box(x, height - rest - failed, failed);
  }
  return paths;
}
