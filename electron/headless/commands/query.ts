import type { CoreContract } from "../../../shared/contract.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Interaction, InteractionSummary } from "../../../shared/schemas/interaction.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";

const pageSize = 200;
/** Whole interactions asked for at once: one may be 10 MB. */
const wholeAtOnce = 8;
const previewChars = 300;

type Options = { filter?: string; text?: string; limit: number };

/** Interactions as JSON lines, newest first, read page by page so that any number takes the same memory. */
export async function query({ filter, text, limit }: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const { core, close } = await connectToCore(await dataFolder(), signal);
  try {
    let left = limit;
    let cursor: string | undefined;
    while (left > 0 && !signal.aborted) {
      const page = await core.interactions.list({ filter, text, cursor, limit: Math.min(left, pageSize) }, signal);
      for (let from = 0; from < page.items.length; from += wholeAtOnce) {
        const items = await Promise.all(page.items.slice(from, from + wholeAtOnce).map((summary) => whole(core, summary, signal)));
        for (const item of items) await output.document(lineOf(item));
      }
      left -= page.items.length;
      if (page.next === null) break;
      cursor = page.next;
    }
  } finally {
    await close();
  }
  return 0;
}

/** A short text is whole in the list already, but for what SQLite's text can't hold: NUL and lone surrogates. */
async function whole(core: Client<CoreContract>, summary: InteractionSummary, signal: AbortSignal): Promise<InteractionSummary | Interaction> {
  const isWhole = [summary.input, summary.output].every((text) => text.length < previewChars - 1 && !/[\u2400\uFFFD]/.test(text));
  return isWhole ? summary : core.interactions.get({ id: summary.id }, signal);
}

function lineOf(item: InteractionSummary) {
  const { id, createdAt, status, origin, model, deployment, session, user, tags, traceId, spanId, parentSpanId, replayOf, input, output, finishReason, usage, timings, error } = item;
  return { id, createdAt: new Date(createdAt).toISOString(), status, origin, model, deployment, session, user, tags, traceId, spanId, parentSpanId, replayOf, input, output, finishReason, usage, timings, error };
}
