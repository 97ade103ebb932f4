import type { Fate, IncomingBatch, IncomingInteraction, Ingested } from "../../../../shared/schemas/incoming.ts";
import { monthOf, monthOfId } from "../ids.ts";
import type { Repeats } from "../bodies/repeats.ts";
import { sizeOfSent } from "../bodies/sentBody.ts";
import type { Write } from "../writing/writes.ts";
import type { Writer } from "../writing/writer.ts";
import { pack } from "./pack.ts";
import { prepareFeedback, prepareSpan } from "./prepareOthers.ts";
import type { PreparedInteraction, PreparedSpan } from "./prepared.ts";
import { prepareInteraction } from "./prepareInteraction.ts";

/** Made ready in one go, which takes a few milliseconds; then whoever else waits gets a turn. */
const atOnce = 64;
/** The same of large ones, which are held in memory twice meanwhile. */
const bytesAtOnce = 8 * 1024 * 1024;

type Parts = { writer: Pick<Writer, "room" | "write" | "commit">; newId: (createdAt: number) => string; repeats: Repeats; stored: (incoming: IncomingInteraction, id: string) => void };

/** How one kind of item is taken in. `month` and `prepare` throw what is wrong with an item, which is then refused alone. */
type Way<T, P> = { month: (item: T) => string; prepare: (item: T) => P; sizeOf: (prepared: P) => number; write: (month: string, prepared: P[]) => { write: Write; transfer: ArrayBuffer[] } };

/** Takes in what happened elsewhere: prepared here, written by the writer thread, and told when it is durable. */
export function createIngest({ writer, newId, repeats, stored }: Parts) {
  const interactionsWay: Way<IncomingInteraction, PreparedInteraction> = {
    month: monthOfInteraction,
    prepare: (item) => prepareInteraction(item, item.recorded?.id ?? newId(item.createdAt), repeats),
    sizeOf: interactionBytes,
    write(month, items) {
      const sizeBytes = items.reduce((sum, item) => sum + interactionBytes(item), 0);
      const buffer = pack(items.flatMap(({ bodies }) => bodies.map(([, body]) => body)));
      return { write: { write: "interactions", month, items, sizeBytes }, transfer: [buffer] };
    },
  };
  const spansWay: Way<IncomingBatch["spans"][number], PreparedSpan> = {
    month: ({ startedAt }) => monthAt(startedAt),
    prepare: prepareSpan,
    sizeOf: ({ body }) => sizeOfSent(body),
    write(month, items) {
      const buffer = pack(items.map(({ body }) => body));
      return { write: { write: "spans", month, items, sizeBytes: buffer.byteLength + rowBytes * items.length }, transfer: [buffer] };
    },
  };
  const feedbackWay: Way<IncomingBatch["feedback"][number], ReturnType<typeof prepareFeedback>> = {
    month: ({ createdAt }) => monthAt(createdAt),
    prepare: prepareFeedback,
    sizeOf: () => rowBytes,
    write: (_month, items) => ({ write: { write: "feedback", items }, transfer: [] }),
  };

  /** What became of each. Throws what keeps all from being stored, when nothing is on its way any more. */
  async function takeIn<T, P>(items: T[], way: Way<T, P>, signal: AbortSignal | undefined): Promise<Fate[]> {
    const fates: Fate[] = [];
    const refuse = (at: number, error: unknown) => void (fates[at] = { fate: "rejected", reason: error instanceof Error ? error.message : String(error) });
    const byMonth = new Map<string, number[]>();
    items.forEach((item, at) => {
      try {
        const month = way.month(item);
        const places = byMonth.get(month) ?? [];
        byMonth.set(month, places);
        places.push(at);
      } catch (error) {
        refuse(at, error);
      }
    });

    const written: Promise<void>[] = [];
    try {
      for (const [month, places] of byMonth) {
        while (places.length > 0) {
          if (written.length > 0) await new Promise(setImmediate);
          await writer.room(signal);
          const ready: { at: number; prepared: P }[] = [];
          for (let sizeBytes = 0; places.length > 0 && ready.length < atOnce && sizeBytes < bytesAtOnce; ) {
            const at = places.shift()!;
            try {
              const prepared = way.prepare(items[at]!);
              ready.push({ at, prepared });
              sizeBytes += way.sizeOf(prepared);
            } catch (error) {
              refuse(at, error);
            }
          }
          const { write, transfer } = way.write(month, ready.map(({ prepared }) => prepared));
          written.push(writer.write(write, transfer, true).then((result) => ready.forEach(({ at }, n) => (fates[at] = result!.fates![n]!))));
        }
      }
    } finally {
      if (written.length > 0) writer.commit();
      await Promise.allSettled(written);
    }
    await Promise.all(written);
    return fates;
  }

  return async function ingest({ interactions, spans, feedback }: IncomingBatch, signal?: AbortSignal): Promise<Ingested> {
    const fates = await takeIn(interactions, interactionsWay, signal);
    interactions.forEach((item, at) => {
      const fate = fates[at]!;
      if (fate.fate === "stored" || fate.fate === "completed") stored(item, fate.id);
    });
    // Feedback may be about what comes in the same batch.
    return { interactions: fates, spans: await takeIn(spans, spansWay, signal), feedback: await takeIn(feedback, feedbackWay, signal) };
  };
}

/** A row and its names, beside its texts. */
const rowBytes = 1000;

const interactionBytes = ({ text, bodies }: PreparedInteraction): number => bodies.reduce((sum, [, body]) => sum + sizeOfSent(body), rowBytes + 2 * (text.input.length + text.output.length));

function monthAt(time: number): string {
  if (!Number.isFinite(time)) throw new Error("Its time is no time, so it has no place in the log.");
  return monthOf(time);
}

function monthOfInteraction({ recorded, createdAt, sourceId, traceId, spanId }: IncomingInteraction): string {
  if (!recorded && sourceId === null && (traceId === null || spanId === null)) throw new Error("It has neither an id of its source nor one of a span, so it could not be known again.");
  const month = recorded ? monthOfId(recorded.id) : monthAt(createdAt);
  if (month === null) throw new Error(`${recorded!.id.slice(0, 100)} is no id of an interaction.`);
  return month;
}
