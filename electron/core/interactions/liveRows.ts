import { createChanges } from "../../../shared/rpc/changes.ts";
import type { IncomingInteraction } from "../../../shared/schemas/incoming.ts";
import type { InteractionSummary } from "../../../shared/schemas/interaction.ts";
import { incomingSummary } from "./ingest/incomingSummary.ts";
import type { NewInteraction, Outcome } from "./recording.ts";
import { inputOf, previewOf } from "./texts.ts";

/** A watcher that falls behind this far loses the oldest; a list it asks anew has them all. */
const heldPerWatcher = 1000;

/** What runs now, as list rows, and the changes of the log for whoever watches. Nothing is read from disk for it. */
export function createLiveRows() {
  const running = new Map<string, InteractionSummary>();
  const watchers = new Set<{ rows: Map<string, InteractionSummary>; notify(): void }>();

  function tell(summary: InteractionSummary): void {
    for (const { rows, notify } of watchers) {
      rows.delete(summary.id);
      rows.set(summary.id, summary);
      if (rows.size > heldPerWatcher) rows.delete(rows.keys().next().value!);
      notify();
    }
  }

  return {
    begin(id: string, { createdAt, request, deployment, model }: NewInteraction): void {
      const summary: InteractionSummary = {
        id, createdAt, endedAt: null, status: "running", origin: request.origin, model: model?.name ?? null, modelSha256: model?.sha256 ?? null, deployment,
        session: request.session ?? null, user: request.user ?? null, tags: request.tags ?? [], traceId: null, spanId: null, parentSpanId: null, source: null, sourceId: null,
        replayOf: request.replayOf ?? null, input: previewOf(inputOf(request.messages)), output: "", finishReason: null, error: null,
        usage: { promptTokens: null, completionTokens: null, cachedTokens: null },
        timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: null, generationMs: null, totalMs: null, tokensPerSecond: null },
      };
      running.set(id, summary);
      tell(summary);
    },
    progress(id: string, output: string, completionTokens: number): void {
      const before = running.get(id);
      if (!before) return;
      const summary = { ...before, output: previewOf(output), usage: { ...before.usage, completionTokens } };
      running.set(id, summary);
      tell(summary);
    },
    finish(id: string, { status, endedAt, model, deployment, output, finishReason, error, usage, timings }: Outcome): void {
      const before = running.get(id);
      if (!before) return;
      running.delete(id);
      tell({ ...before, status, endedAt, model: model?.name ?? null, modelSha256: model?.sha256 ?? null, deployment, output: previewOf(output), finishReason, error, usage, timings });
    },
    /** What came in from elsewhere. A row costs nothing where nobody watches; of a large import a watcher sees the last. */
    stored(incoming: IncomingInteraction, id: string): void {
      if (watchers.size > 0) tell(incomingSummary(incoming, id));
    },
    async *watch(signal: AbortSignal): AsyncGenerator<InteractionSummary> {
      const changes = createChanges();
      const watcher = { rows: new Map<string, InteractionSummary>(), notify: changes.notify };
      watchers.add(watcher);
      try {
        for await (const _ of changes.each(signal)) {
          for (const [id, summary] of [...watcher.rows]) {
            watcher.rows.delete(id);
            yield summary;
          }
        }
      } finally {
        watchers.delete(watcher);
      }
    },
  };
}
