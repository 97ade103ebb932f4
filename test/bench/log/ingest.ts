import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeJson } from "../../../electron/core/interactions/bodies/body.ts";
import { createIds } from "../../../electron/core/interactions/ids.ts";
import type { PreparedInteraction } from "../../../electron/core/interactions/ingest/prepared.ts";
import { prepareInteraction } from "../../../electron/core/interactions/ingest/prepareInteraction.ts";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import { createRepeats } from "../../../electron/core/interactions/bodies/repeats.ts";
import type { IncomingInteraction } from "../../../shared/schemas/incoming.ts";
import { sampleConditions } from "../../helpers/sampleInteraction.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { interleaved, median, summary } from "../rounds.ts";
import { createBareWriter } from "./bareWriter.ts";
import { incomingSample } from "./incomingSamples.ts";

const rowsPerRound = 10_000;
const rounds = 5;
/** As the writer thread cuts a burst. */
const rowsPerCommit = 500;
const requestsAtOnce = 1000;
const now = Date.UTC(2026, 10, 25, 12);

/** Durable ingest of 2 KB interactions with full text, through the log and by raw better-sqlite3 doing the same bare inserts, in turn. */
export async function measureIngest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-ingest-"));
  const log = await openTestLog(join(folder, "ours"), () => now);
  const barePath = join(folder, "bare", "2026-11.sqlite");
  mkdirSync(join(folder, "bare"));
  const bare = createBareWriter(barePath);
  const newId = createIds();
  let made = 0;
  const fresh = (): IncomingInteraction[] => Array.from({ length: rowsPerRound }, () => incomingSample(++made, now + made));
  const ready = (): PreparedInteraction[] => {
    const repeats = createRepeats();
    return fresh().map((item) => prepareInteraction(item, newId(item.createdAt), repeats));
  };
  const record = { body: encodeJson({ conditions: sampleConditions(), attempts: [] }), parts: [] };
  const readyWithRecord = () => ready().map((item): PreparedInteraction => ({ ...item, bodies: [...item.bodies, ["record", record]] }));
  try {
    const perSecond = await interleaved(
      [
        { name: "raw", measure: () => timed(ready(), async (items) => slices(items).forEach(bare.whole)) },
        { name: "ingest", measure: () => timed(fresh(), (items) => ingestAll(log, items)) },
        { name: "raw in two steps", measure: () => timed(readyWithRecord(), async (items) => slices(items).forEach((slice) => (bare.begin(slice), bare.finish(slice)))) },
        { name: "begin and finish", measure: () => timed(fresh(), (items) => recordAll(log, items)) },
      ],
      rounds,
    );
    console.log(`\nDurable ingest of 2 KB interactions with full text, interactions/s, median (least to most) of ${rounds} rounds of ${rowsPerRound}:`);
    for (const [name, values] of perSecond) console.log(`  ${name.padEnd(18)} ${summary(values)}`);
    for (const [ours, raw] of [["ingest", "raw"], ["begin and finish", "raw in two steps"]] as const) {
      console.log(`  ${ours} to ${raw}: ${(median(perSecond.get(ours)!) / median(perSecond.get(raw)!)).toFixed(2)} (goal 0.70)`);
    }
    console.log(`  on disk: ${(statSync(barePath).size / (2 * (rounds + 1) * rowsPerRound)).toFixed(0)} bytes an interaction, full text and indexes included`);
  } finally {
    await log.close();
    bare.close();
    rmSync(folder, { recursive: true });
  }
}

async function timed<T>(items: T[], work: (items: T[]) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work(items);
  return items.length / ((performance.now() - startedAt) / 1000);
}

const slices = <T>(items: T[], size = rowsPerCommit): T[][] => Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

/** Two batches on their way, as two senders have. */
async function ingestAll(log: InteractionLog, items: IncomingInteraction[]): Promise<void> {
  const batches = slices(items, 1000);
  const send = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await log.ingest({ interactions: batch, spans: [], feedback: [] });
  };
  await Promise.all([send(), send()]);
}

/** As the gateway does it, for as many requests at once: no answer before its row is durable, no end before the outcome is. */
async function recordAll(log: InteractionLog, items: IncomingInteraction[]): Promise<void> {
  const waiting = items.values();
  await Promise.all(Array.from({ length: requestsAtOnce }, async () => {
    for (const { request, createdAt, output, usage, timings, endedAt, model, session, user, tags, metadata } of waiting) {
      const whole = { ...request, session: session!, user: user!, tags, metadata: metadata! };
      const chosen = { name: model!, sha256: null };
      const { id, committed } = log.begin({ createdAt, request: whole, body: Buffer.from(JSON.stringify(whole)), deployment: model, model: chosen });
      await committed;
      await log.finish(id, {
        endedAt: endedAt!, status: "ok", model: chosen, deployment: model, prompt: null, promptTokens: null, output, outputTokens: null, outputTokenEnds: null, finishReason: "stop", error: null, usage, timings,
        conditions: sampleConditions(), attempts: [],
      });
    }
  }));
}
