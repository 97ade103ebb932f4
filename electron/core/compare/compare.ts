import { randomUUID } from "node:crypto";
import { AppError, toFailure } from "../../../shared/errors.ts";
import type { CoreContract } from "../../../shared/contract.ts";
import { createChanges } from "../../../shared/rpc/changes.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { RunEvent, RunRequest, Sampling } from "../../../shared/schemas/chat.ts";
import type { CompareRequest, Comparison, ComparisonCell, ComparisonInput } from "../../../shared/schemas/comparison.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { makesText, shapeOf, type RequestShape } from "../gateway/shapeOf.ts";
import { coreEnds, type Jobs } from "../jobs/jobs.ts";
import { titleOf, waitingCell, type ComparisonStore } from "./comparisonStore.ts";
import { runCell } from "./runCell.ts";

type Parts = {
  store: ComparisonStore;
  log: { get(id: string): Promise<Interaction> };
  gateway: { run(request: RunRequest, signal: AbortSignal): AsyncIterable<RunEvent> };
  library: { resolve(target: string): Promise<{ name: string; id: string }> };
  jobs: Jobs;
  now: () => number;
};

/** Two or more models on the same inputs, as a job: it goes on when the page is left. */
export function createCompare({ store, log, gateway, library, jobs, now }: Parts): Services<CoreContract>["compare"] {
  /** Comparisons that run, with the text so far. */
  const running = new Map<string, Comparison>();
  const changes = createChanges(200);

  async function inputsOf(request: CompareRequest): Promise<{ inputs: ComparisonInput[]; samplings: Sampling[]; shapes: RequestShape[] }> {
    if ("messages" in request.inputs) return { inputs: [{ messages: request.inputs.messages, interactionId: null }], samplings: [request.sampling ?? {}], shapes: [{}] };
    const originals: Interaction[] = [];
    for (const id of request.inputs.interactionIds) originals.push(await log.get(id));
    const other = originals.find((original) => !makesText(original.request));
    if (other) throw new AppError("bad-request", `${other.id} made no text (${other.request.operation}); there is nothing to compare.`, { fix: "Leave it out." });
    return {
      inputs: originals.map(({ id, request: { messages } }) => ({ messages, interactionId: id })),
      samplings: originals.map((original) => request.sampling ?? recordedSampling(original)),
      shapes: originals.map((original) => shapeOf(original.request)),
    };
  }

  /** One answer at a time: side by side, the models would slow each other, and the figures would say nothing. */
  async function work(comparison: Comparison, targetIds: string[], samplings: Sampling[], shapes: RequestShape[], signal: AbortSignal, report: (done: number) => void) {
    const put = (cell: ComparisonCell) => {
      comparison.cells[cell.row * targetIds.length + cell.column] = cell;
      changes.notify();
    };
    let done = 0;
    for (const [row, { messages }] of comparison.inputs.entries()) {
      for (const [column, target] of targetIds.entries()) {
        const request: RunRequest = { target, messages, ...shapes[row], sampling: samplings[row]!, origin: "compare" };
        const cell = await runCell({ gateway, log }, request, waitingCell(row, column), put, signal);
        store.putCell(comparison.id, cell);
        signal.throwIfAborted();
        report(++done);
      }
    }
  }

  /** What runs is forgotten also where a full disk keeps its end from being written. */
  function settle(comparison: Comparison): void {
    try {
      store.setState(comparison.id, comparison.state);
    } finally {
      running.delete(comparison.id);
      changes.notify();
    }
  }

  function startJob(comparison: Comparison, run: Parameters<Jobs["start"]>[1]): Job {
    try {
      return jobs.start({ kind: "compare", title: `Compare ${titleOf(comparison.inputs)}`, subject: comparison.id }, run);
    } catch (error) {
      comparison.state = "failed";
      settle(comparison);
      throw error;
    }
  }

  return {
    async start(request) {
      const models = await Promise.all(request.targets.map((target) => library.resolve(target)));
      const { inputs, samplings, shapes } = await inputsOf(request);
      const comparison: Comparison = {
        id: `cmp_${randomUUID()}`, createdAt: now(), state: "running", jobId: null, targets: models.map(({ name }) => name), inputs, sampling: request.sampling ?? null,
        cells: inputs.flatMap((_, row) => models.map((_model, column) => waitingCell(row, column))),
      };
      store.add(comparison);
      running.set(comparison.id, comparison);
      const total = comparison.cells.length;
      const job = startJob(comparison, async (signal, report) => {
        try {
          await work(comparison, models.map(({ id }) => id), samplings, shapes, signal, (done) => report({ done, total, unit: "answers" }));
          comparison.state = "done";
        } catch (error) {
          comparison.state = stateAfter(error, signal);
          throw error;
        } finally {
          settle(comparison);
        }
      });
      comparison.jobId = job.id;
      store.setJob(comparison.id, job.id);
      return { id: comparison.id, jobId: job.id };
    },

    async *watch({ id }, signal) {
      for await (const _ of changes.each(signal)) {
        const live = running.get(id);
        if (!live) break;
        yield live;
      }
      if (signal.aborted) return;
      const stored = store.get(id);
      for (const cell of stored.cells) if (cell.interactionId) cell.output = await log.get(cell.interactionId).then(({ output }) => output, () => "");
      yield stored;
    },

    list: () => store.list(),
  };
}

function stateAfter(error: unknown, signal: AbortSignal): Comparison["state"] {
  if (signal.reason === coreEnds) return "interrupted";
  return signal.aborted || toFailure(error).code === "cancelled" ? "cancelled" : "failed";
}

/** What the interaction was sampled with, its seed too. */
function recordedSampling({ conditions, request }: Interaction): Sampling {
  if (!conditions.sampling) return request.sampling;
  const { maxTokens, ...rest } = conditions.sampling;
  return maxTokens === null ? rest : { ...rest, maxTokens };
}
