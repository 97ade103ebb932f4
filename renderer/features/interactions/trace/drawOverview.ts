import { mark } from "./spanTree.ts";
import type { TraceView } from "./traceStore.ts";

type Look = { bar: string; model: string; error: string; gap: string };

/** Spans below this depth share the last line. */
const lines = 12;
const padPx = 4;

/** The trace in small: a line a depth, model calls darker, errors on top in red, gaps hatched. */
export function drawOverview(canvas: HTMLCanvasElement, { tree, totals }: TraceView, look: Look, heightPx: number): void {
  const width = canvas.clientWidth;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(heightPx * ratio);
  const pen = canvas.getContext("2d");
  if (!pen || width === 0 || tree.totalMs <= 0) return;
  pen.scale(ratio, ratio);
  const x = (ms: number) => (ms / tree.totalMs) * width;
  const deepest = tree.depth.reduce((most, depth) => Math.max(most, depth), 0);
  const count = Math.min(deepest + 1, lines);
  const linePx = (heightPx - 2 * padPx) / count;
  const barPx = Math.max(1.5, Math.min(6, linePx - 1.5));

  pen.fillStyle = look.gap;
  for (const { fromMs, toMs } of totals.gaps) hatch(pen, x(fromMs), x(toMs), heightPx);
  const late: number[] = [];
  /** How far each line is filled in each colour: many short spans in one pixel are drawn once. */
  const filled = new Float64Array(2 * count);
  for (const index of tree.order) {
    if (tree.marks[index]! & mark.clock) continue;
    const span = tree.spans[index]!;
    if (span.status === "error") late.push(index);
    const isModel = span.kind === "model";
    const line = Math.min(tree.depth[index]!, count - 1);
    const to = Math.max(x(tree.endMs[index]!), x(tree.startMs[index]!) + 1);
    const slot = 2 * line + (isModel ? 1 : 0);
    if (to - filled[slot]! < 0.5 && x(tree.startMs[index]!) <= filled[slot]!) continue;
    filled[slot] = Math.max(filled[slot]!, to);
    pen.fillStyle = isModel ? look.model : look.bar;
    pen.fillRect(x(tree.startMs[index]!), padPx + line * linePx, to - x(tree.startMs[index]!), barPx);
  }
  pen.fillStyle = look.error;
  for (const index of late) pen.fillRect(x(tree.startMs[index]!), padPx + Math.min(tree.depth[index]!, count - 1) * linePx, Math.max(2, x(tree.endMs[index]!) - x(tree.startMs[index]!)), barPx);
}

function hatch(pen: CanvasRenderingContext2D, from: number, to: number, heightPx: number): void {
  if (to - from < 3) return;
  pen.save();
  pen.beginPath();
  pen.rect(from, 0, to - from, heightPx);
  pen.clip();
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = from - heightPx; x < to; x += 6) {
    pen.moveTo(x, heightPx);
    pen.lineTo(x + heightPx, 0);
  }
  pen.stroke();
  pen.restore();
}
