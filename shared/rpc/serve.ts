import { AppError, toFailure } from "../errors.ts";
import type { Contract, Services } from "./contract.ts";
import { createCredit, type Credit } from "./credit.ts";
import { AskFrame, maxOpenAsks, type ServeFrame } from "./frames.ts";
import type { Port } from "./port.ts";
import { describeIssues } from "./issues.ts";

type Ask = { controller: AbortController; credit: Credit };
type Handler = (input: unknown, signal: AbortSignal) => unknown;

/**
 * Answers the questions that come over `port` with `services`, until the port closes; then everything still open is
 * cancelled. Inputs are parsed with the contract's schemas. Returns a promise that resolves when the last ask has ended.
 */
export function serve<C extends Contract>(contract: C, services: Services<C>, port: Port): { idle(): Promise<void> } {
  const asks = new Map<number, Ask>();
  const ends = new Set<Promise<void>>();
  const send = (frame: ServeFrame) => {
    const text = JSON.stringify(frame);
    port.send(text);
    return text.length;
  };

  async function answer(frame: Extract<AskFrame, { type: "ask" }>, ask: Ask) {
    const { id, service, method } = frame;
    const { signal } = ask.controller;
    try {
      const shape = Object.hasOwn(contract, service) && Object.hasOwn(contract[service]!, method) ? contract[service]![method] : undefined;
      if (!shape) throw new AppError("bad-request", `There is no method ${service}.${method}.`, { fix: "Use the same version on both sides." });
      const parsed = shape.input.safeParse(frame.input ?? {});
      if (!parsed.success) throw new AppError("bad-request", `${service}.${method}: ${describeIssues(parsed.error)}`);
      const handler = services[service]![method] as Handler;
      if (shape.kind === "call") send({ type: "end", id, value: await handler(parsed.data, signal) });
      else {
        const items = handler(parsed.data, signal) as AsyncIterable<unknown>;
        await (shape.newest ? pumpNewest(items, id, ask) : pump(items, id, ask));
        send({ type: "end", id });
      }
    } catch (error) {
      send({ type: "fail", id, error: signal.aborted ? { code: "cancelled", message: "Cancelled." } : toFailure(error) });
    } finally {
      asks.delete(id);
    }
  }

  async function pump(items: AsyncIterable<unknown>, id: number, { controller, credit }: Ask) {
    for await (const value of items) {
      if (controller.signal.aborted) break;
      credit.spend(send({ type: "item", id, value }));
      await credit.wait(controller.signal);
    }
    controller.signal.throwIfAborted();
  }

  /** Never makes the producer wait: while the reader is behind, only the newest item is kept for it. */
  async function pumpNewest(items: AsyncIterable<unknown>, id: number, { controller, credit }: Ask) {
    let held: { value: unknown } | undefined;
    let waiting: Promise<void> | undefined;
    const flush = () => {
      if (held) credit.spend(send({ type: "item", id, value: held.value }));
      held = undefined;
    };
    for await (const value of items) {
      if (controller.signal.aborted) break;
      held = { value };
      if (credit.isOpen()) flush();
      else waiting ??= credit.wait(controller.signal).then(() => ((waiting = undefined), controller.signal.aborted ? undefined : flush()));
    }
    controller.signal.throwIfAborted();
    await waiting;
    flush();
  }

  port.onMessage((text) => {
    const frame = parseFrame(text);
    if (!frame) return port.close();
    if (frame.type === "cancel") return asks.get(frame.id)?.controller.abort();
    if (frame.type === "more") return asks.get(frame.id)?.credit.grant(frame.n);
    // Its answer could not be told from that of the question which is open: such a peer is at fault, too.
    if (asks.has(frame.id)) return port.close();
    if (asks.size >= maxOpenAsks) {
      send({ type: "fail", id: frame.id, error: { code: "busy", message: `More than ${maxOpenAsks} questions are open on this connection.` } });
      return;
    }
    const ask = { controller: new AbortController(), credit: createCredit() };
    asks.set(frame.id, ask);
    const end = answer(frame, ask).finally(() => ends.delete(end));
    ends.add(end);
  });
  port.onClose(() => {
    for (const { controller } of asks.values()) controller.abort();
  });
  return { idle: async () => void (await Promise.allSettled(ends)) };
}

/** Undefined for what is not of this protocol: such a peer is hung up on. */
function parseFrame(text: string): AskFrame | undefined {
  try {
    const parsed = AskFrame.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

