import { AppError } from "../../../../shared/errors.ts";
import type { Fate, IncomingBatch, IncomingInteraction, IncomingSpan, Ingested } from "../../../../shared/schemas/incoming.ts";
import { monthOf, monthOfId } from "../ids.ts";
import { createRepeats } from "../repeats.ts";
import type { Write, Written } from "../writes.ts";
import type { Writer } from "../writer.ts";
import { pack } from "./pack.ts";
import { prepareFeedback, prepareSpan } from "./prepareOthers.ts";
import { prepareInteraction } from "./prepareInteraction.ts";

/** Made ready in one go, which takes a few milliseconds; then whoever else waits gets a turn. */
const atOnce = 64;

type Parts = { writer: Pick<Writer, "room" | "write" | "isFull">; newId: (createdAt: number) => string; stored: (incoming: IncomingInteraction, id: string) => void };
type Placed<T> = { at: number; item: T; month: string };

/** Takes in what happened elsewhere: prepared here, written by the writer thread, and told when it is durable. */
export function createIngest({ writer, newId, stored }: Parts) {
  const repeats = createRepeats();

  /** Each month's items in turn, a few at a time; `fates` gets what became of each, at its place in the batch. */
  async function writeAll<T>(placed: Placed<T>[], fates: Fate[], writeOf: (month: string, items: T[]) => { write: Write; transfer: ArrayBuffer[] }, signal: AbortSignal | undefined): Promise<void> {
    const written: Promise<void>[] = [];
    for (const [month, ofMonth] of Map.groupBy(placed, (each) => each.month)) {
      for (let from = 0; from < ofMonth.length; from += atOnce) {
        if (written.length > 0) await new Promise(setImmediate);
        await writer.room(signal);
        const slice = ofMonth.slice(from, from + atOnce);
        const { write, transfer } = writeOf(month, slice.map(({ item }) => item));
        written.push(writer.write(write, transfer).then(({ fates: given }: Written) => slice.forEach(({ at }, n) => (fates[at] = given![n]!))));
      }
    }
    const outcomes = await Promise.allSettled(written);
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  /** What is no time, or no id of ours, has no month. */
  function place<T>(items: T[], monthFor: (item: T) => string | null, fates: Fate[]): Placed<T>[] {
    return items.flatMap((item, at) => {
      const month = monthFor(item);
      if (month !== null) return { at, item, month };
      fates[at] = { fate: "rejected", reason: "Its time is no time, so it has no place in the log." };
      return [];
    });
  }

  return async function ingest({ interactions, spans, feedback }: IncomingBatch, signal?: AbortSignal): Promise<Ingested> {
    signal?.throwIfAborted();
    const ingested: Ingested = { interactions: [], spans: [], feedback: [] };

    const interactionsOf = (month: string, items: IncomingInteraction[]) => {
      const prepared = items.map((item) => prepareInteraction(item, item.recorded?.id ?? newId(item.createdAt), repeats));
      const buffer = pack(prepared.flatMap(({ bodies }) => bodies.map(([, { body }]) => body)));
      const sizeBytes = buffer.byteLength + prepared.reduce((sum, { text }) => sum + 1000 + 2 * (text.input.length + text.output.length), 0);
      return { write: { write: "interactions", month, items: prepared, sizeBytes } satisfies Write, transfer: [buffer] };
    };
    await writeAll(place(interactions, monthOfInteraction, ingested.interactions), ingested.interactions, interactionsOf, signal);
    interactions.forEach((item, at) => {
      const fate = ingested.interactions[at]!;
      if (fate.fate === "stored" || fate.fate === "completed") stored(item, fate.id);
    });

    const spansOf = (month: string, items: IncomingSpan[]) => {
      const prepared = items.map(prepareSpan);
      const buffer = pack(prepared.map(({ body }) => body));
      return { write: { write: "spans", month, items: prepared, sizeBytes: buffer.byteLength + 1000 * items.length } satisfies Write, transfer: [buffer] };
    };
    await writeAll(place(spans, ({ startedAt }) => monthAt(startedAt), ingested.spans), ingested.spans, spansOf, signal);

    await writeAll(
      place(feedback, ({ createdAt }) => monthAt(createdAt), ingested.feedback), ingested.feedback,
      (_month, items) => ({ write: { write: "feedback", items: items.map(prepareFeedback) } satisfies Write, transfer: [] }), signal,
    );
    return ingested;
  };
}

const monthAt = (time: number): string | null => (Number.isFinite(time) ? monthOf(time) : null);

function monthOfInteraction({ recorded, createdAt, source, sourceId, traceId, spanId }: IncomingInteraction): string | null {
  if (recorded) return monthOfId(recorded.id);
  if (sourceId === null && (traceId === null || spanId === null)) throw new AppError("internal", `An interaction of ${source} has neither an id of its source nor one of a span.`);
  return monthAt(createdAt);
}
