// Records, takes in and removes interactions as fast as it can and tells its parent of each that was acknowledged, until it is killed.
import { sampleFeedback, sampleIncoming, sampleSpan } from "./incoming.ts";
import { openTestLog } from "./openTestLog.ts";
import { sampleOutcome, sampleStart } from "./sampleRecording.ts";

const [folder, run = "0"] = process.argv.slice(2);
const log = await openTestLog(folder!);
const instructions = "You answer questions about orders. ".repeat(20);

async function recordForever(stream: number): Promise<never> {
  for (let n = 0; ; n++) {
    const { id, committed } = log.begin(sampleStart(`question ${stream}.${n}`));
    await committed;
    process.send!({ begun: id });
    await log.finish(id, sampleOutcome(`answer ${stream}.${n}`));
    process.send!({ finished: id });
  }
}

/** A batch, a part of it sent twice; then some of it is removed again. */
async function takeInForever(stream: number): Promise<never> {
  for (let n = 0; ; n++) {
    const first = Number(run) * 10_000_000 + stream * 1_000_000 + n * 20;
    const items = Array.from({ length: 20 }, (_, at) => {
      const item = sampleIncoming(first + at, { createdAt: Date.UTC(2026, 10 - (at % 2), 25, 11) });
      return { ...item, request: { ...item.request, messages: [{ role: "system" as const, content: instructions }, ...item.request.messages] } };
    });
    const { interactions } = await log.ingest({ interactions: [...items, items[0]!], spans: [sampleSpan(first)], feedback: [sampleFeedback({ traceId: `trace-${first}`, spanId: `span-${first}` })] });
    const ids = interactions.slice(0, 20).flatMap((fate) => ("id" in fate ? [fate.id] : []));
    process.send!({ stored: ids });
    const unwanted = ids.slice(0, 3);
    process.send!({ removing: unwanted });
    await log.remove(unwanted);
    process.send!({ removed: unwanted });
  }
}
await Promise.all([recordForever(0), recordForever(1), takeInForever(2), takeInForever(3)]);
