import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import { call, stream, type Services } from "../../../shared/rpc/contract.ts";

/** A small contract with one of everything that the protocol must carry. */
export const testContract = {
  echo: {
    value: call(z.object({ value: z.unknown() }), z.object({ value: z.unknown() })),
    strict: call(z.object({ count: z.int().min(0).max(10) }), z.object({ count: z.int() })),
    fail: call(z.object({}), z.object({})),
    wait: call(z.object({}), z.object({})),
  },
  numbers: {
    count: stream(z.object({ to: z.int(), padding: z.int().default(0) }), z.object({ n: z.int(), padding: z.string() })),
    failAt: stream(z.object({ at: z.int() }), z.object({ n: z.int() })),
    newest: stream(z.object({ to: z.int() }), z.object({ n: z.int() }), { newest: true }),
    forever: stream(z.object({}), z.object({ n: z.int() })),
  },
  server: {
    /** How often `wait` and `forever` were cancelled, how many items `count` has made, and the process's memory. */
    state: call(z.object({}), z.object({ cancelled: z.int(), produced: z.int(), residentBytes: z.number() })),
  },
} as const;

export function createTestServices(): Services<typeof testContract> {
  let cancelled = 0;
  let produced = 0;
  const untilAborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true })));
  return {
    echo: {
      value: ({ value }) => ({ value }),
      strict: ({ count }) => ({ count }),
      fail: () => {
        throw new AppError("context-exceeded", "The prompt has 801 tokens and the context holds 256.", { fix: "Shorten it.", details: { promptTokens: 801, contextTokens: 256 } });
      },
      async wait(_input, signal) {
        await untilAborted(signal);
        cancelled++;
        throw signal.reason;
      },
    },
    numbers: {
      async *count({ to, padding }) {
        const text = "x".repeat(padding);
        for (let n = 0; n < to; n++) {
          produced++;
          yield { n, padding: text };
        }
      },
      async *failAt({ at }) {
        for (let n = 0; n < at; n++) yield { n };
        throw new AppError("model-crashed", "The model's process ended (SIGKILL).");
      },
      async *newest({ to }) {
        for (let n = 0; n < to; n++) {
          yield { n };
          if (n % 1000 === 999) await new Promise((resolve) => setImmediate(resolve));
        }
      },
      async *forever(_input, signal) {
        try {
          for (let n = 0; ; n++) {
            yield { n };
            await new Promise((resolve) => setTimeout(resolve, 5));
            if (signal.aborted) return;
          }
        } finally {
          cancelled++;
        }
      },
    },
    server: { state: () => ({ cancelled, produced, residentBytes: process.memoryUsage().rss }) },
  };
}
