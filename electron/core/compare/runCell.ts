import { toFailure } from "../../../shared/errors.ts";
import type { RunEvent, RunRequest } from "../../../shared/schemas/chat.ts";
import type { ComparisonCell } from "../../../shared/schemas/comparison.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";

type Parts = {
  log: { get(id: string): Promise<Interaction> };
  gateway: { run(request: RunRequest, signal: AbortSignal): AsyncIterable<RunEvent> };
};

/** Fills one cell: asks the model, tells `put` of each change, gives the last state. A failing model is a cell's result, and so is a cancel: what was answered by then stays. */
export async function runCell({ gateway, log }: Parts, request: RunRequest, waiting: ComparisonCell, put: (cell: ComparisonCell) => void, signal: AbortSignal): Promise<ComparisonCell> {
  let cell: ComparisonCell = { ...waiting, status: "running" };
  const change = (more: Partial<ComparisonCell>) => put((cell = { ...cell, ...more }));
  try {
    for await (const event of gateway.run(request, signal)) {
      if (event.type === "begun") change({ interactionId: event.interactionId });
      if (event.type === "text") change({ output: cell.output + event.text });
    }
  } catch (error) {
    change(signal.aborted ? { status: "cancelled" } : { status: "failed", error: toFailure(error).message });
  }
  if (cell.interactionId) change(cellOf(await log.get(cell.interactionId)));
  return cell;
}

function cellOf({ status, output, finishReason, usage, timings, error }: Interaction): Partial<ComparisonCell> {
  return {
    status, output, finishReason,
    completionTokens: usage.completionTokens,
    firstTokenMs: timings.firstTokenMs,
    totalMs: timings.totalMs,
    tokensPerSecond: timings.tokensPerSecond,
    error: error?.message ?? null,
  };
}
