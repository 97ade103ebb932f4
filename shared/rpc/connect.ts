import { AppError, fromFailure } from "../errors.ts";
import type { Client, Contract } from "./contract.ts";
import { windowChars, windowItems, type AskFrame, type ServeFrame } from "./frames.ts";
import type { Port } from "./port.ts";

/** `size`: characters of the frame on the wire. */
type Pending = { onFrame(frame: ServeFrame, size: number): void; onClose(): void };

/**
 * The asking side of a contract over `port`. Everything open fails with `connection-lost` when the port closes. An aborted
 * signal fails with `cancelled` at once, without waiting for the other side to notice.
 */
export function connect<C extends Contract>(contract: C, port: Port): Client<C> {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let isClosed = false;
  const send = (frame: AskFrame) => port.send(JSON.stringify(frame));

  port.onMessage((text) => {
    const frame = JSON.parse(text) as ServeFrame;
    pending.get(frame.id)?.onFrame(frame, text.length);
  });
  port.onClose(() => {
    isClosed = true;
    for (const each of [...pending.values()]) each.onClose();
    pending.clear();
  });

  const cancelled = () => new AppError("cancelled", "Cancelled.");
  const lost = () => new AppError("connection-lost", "The connection to Tapedeck's core was lost.", { fix: "Try again; if it does not come back, start Tapedeck again." });

  function callMethod(service: string, method: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    if (isClosed) return Promise.reject(lost());
    if (signal?.aborted) return Promise.reject(cancelled());
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        done();
        send({ type: "cancel", id });
        reject(cancelled());
      };
      const done = () => {
        pending.delete(id);
        signal?.removeEventListener("abort", cancel);
      };
      pending.set(id, {
        onFrame(frame) {
          done();
          if (frame.type === "fail") reject(fromFailure(frame.error));
          else resolve(frame.type === "end" ? frame.value : undefined);
        },
        onClose: () => (done(), reject(lost())),
      });
      signal?.addEventListener("abort", cancel, { once: true });
      send({ type: "ask", id, service, method, input });
    });
  }

  async function* streamMethod(service: string, method: string, input: unknown, signal?: AbortSignal): AsyncGenerator<unknown, void> {
    if (isClosed) throw lost();
    if (signal?.aborted) throw cancelled();
    const id = nextId++;
    const items: { value: unknown; size: number }[] = [];
    let end: { error?: AppError } | undefined;
    let wake: (() => void) | undefined;
    let taken = 0;
    let takenChars = 0;
    const notify = () => wake?.();
    const cancel = () => {
      if (!pending.delete(id)) return;
      send({ type: "cancel", id });
      items.length = 0;
      end = { error: cancelled() };
      notify();
    };
    pending.set(id, {
      onFrame(frame, size) {
        if (frame.type === "item") items.push({ value: frame.value, size });
        else {
          end = frame.type === "fail" ? { error: fromFailure(frame.error) } : {};
          pending.delete(id);
        }
        notify();
      },
      onClose: () => ((end = { error: lost() }), notify()),
    });
    signal?.addEventListener("abort", cancel, { once: true });
    send({ type: "ask", id, service, method, input });
    try {
      for (;;) {
        while (items.length > 0) {
          const { value, size } = items.shift()!;
          takenChars += size;
          // Asked for in halves of the window: the producer never stalls on a round trip, and few messages say "more".
          if (++taken >= windowItems / 2 || takenChars >= windowChars / 2) {
            if (!end) send({ type: "more", id, n: taken });
            taken = takenChars = 0;
          }
          yield value;
        }
        if (end?.error) throw end.error;
        if (end) return;
        await new Promise<void>((resolve) => (wake = resolve));
        wake = undefined;
      }
    } finally {
      signal?.removeEventListener("abort", cancel);
      cancel();
    }
  }

  const client: Record<string, Record<string, unknown>> = {};
  for (const [service, methods] of Object.entries(contract)) {
    client[service] = {};
    for (const [method, shape] of Object.entries(methods)) {
      client[service][method] =
        shape.kind === "call"
          ? (input: unknown, signal?: AbortSignal) => callMethod(service, method, input, signal)
          : (input: unknown, signal?: AbortSignal) => streamMethod(service, method, input, signal);
    }
  }
  return client as Client<C>;
}
