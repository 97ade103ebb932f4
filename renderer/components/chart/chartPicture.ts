import type { ChartContent } from "./chartData.ts";
import { cssColor } from "./cssColor.ts";

const [gap, titlePx, legendPx] = [16, 28, 24];

/** The chart as it stands on the screen, with its title and the names of its lines, as PNG. `element` gives colours and fonts. */
export function chartPicture(plot: HTMLCanvasElement, { title, series }: ChartContent, element: HTMLElement): Promise<Blob> {
  const scale = devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = plot.width + 2 * gap * scale;
  canvas.height = plot.height + (titlePx + legendPx + 2 * gap) * scale;
  const ctx = canvas.getContext("2d")!;
  const font = getComputedStyle(element).fontFamily;
  ctx.fillStyle = cssColor(element, "var(--bg)");
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  ctx.textBaseline = "middle";
  ctx.fillStyle = cssColor(element, "var(--text)");
  ctx.font = `600 13px ${font}`;
  ctx.fillText(title, gap, gap + titlePx / 2);
  let x = gap;
  ctx.font = `12px ${font}`;
  for (const { name, color } of series) {
    const y = gap + titlePx + legendPx / 2;
    ctx.fillStyle = cssColor(element, color);
    ctx.fillRect(x, y - 4, 8, 8);
    ctx.fillStyle = cssColor(element, "var(--text-2)");
    ctx.fillText(name, x + 14, y);
    x += 14 + ctx.measureText(name).width + gap;
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(plot, gap * scale, (gap + titlePx + legendPx) * scale);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be made."))), "image/png"));
}
