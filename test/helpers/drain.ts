import type { RunEvent } from "../../shared/schemas/chat.ts";

/** Everything an answer yields, the kinds of events in their order, and what it threw. */
export async function drain(answer: AsyncIterable<RunEvent>): Promise<{ events: RunEvent[]; types: string[]; error: unknown }> {
  const events: RunEvent[] = [];
  let error: unknown;
  try {
    for await (const event of answer) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return { events, types: events.map(({ type }) => type).filter((type, index, types) => type !== types[index - 1]), error };
}
