import { createStore } from "zustand/vanilla";
import { AppError, toFailure, type Failure } from "../shared/errors.ts";
import { connect } from "../shared/rpc/connect.ts";
import type { Client, Contract } from "../shared/rpc/contract.ts";
import type { Port } from "../shared/rpc/port.ts";

export type LinkState = { state: "connecting" } | { state: "connected" } | { state: "lost"; attempt: number; why: Failure };

/** Asks a stream of the contract, or a few calls; `watch` asks again after each reconnect, also what had ended, and what failed after a while. */
export type Ask<C extends Contract, T> = (api: Client<C>, signal: AbortSignal) => AsyncIterable<T>;
export type Watch<C extends Contract> = <T>(ask: Ask<C, T>, onItem: (item: T) => void, onFail?: (failure: Failure) => void) => () => void;

const backOffMs = (attempt: number) => Math.min(250 * 2 ** attempt, 8000);

/**
 * A client that outlives its connection. `api` fails with `connection-lost` while there is none (before the first one it
 * waits); `start` connects and keeps connecting, `retry` does so at once.
 */
export function createLink<C extends Contract>({ contract, openPort, waitMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) }: { contract: C; openPort: () => Promise<Port>; waitMs?: (ms: number) => Promise<void> }) {
  const status = createStore<LinkState>(() => ({ state: "connecting" }));
  let client: Client<C> | undefined;
  let hurry = () => {};

  /** The client of the next connection after `last`'s; at once where there is one already. */
  const connected = (last?: Client<C>) =>
    new Promise<Client<C>>((resolve) => {
      if (client && client !== last) return resolve(client);
      const stop = status.subscribe(({ state }) => {
        if (state !== "connected" || !client) return;
        stop();
        resolve(client);
      });
    });

  async function current(): Promise<Client<C>> {
    const now = status.getState();
    if (now.state === "lost") throw new AppError("connection-lost", now.why.message, { fix: now.why.fix });
    return client ?? connected();
  }

  async function start(): Promise<void> {
    for (let attempt = 0; ; ) {
      let why: Failure;
      try {
        const port = await openPort();
        client = connect(contract, port);
        attempt = 0;
        status.setState({ state: "connected" }, true);
        await new Promise<void>((resolve) => port.onClose(resolve));
        why = { code: "connection-lost", message: "The connection to Tapedeck's core was lost.", fix: "It is tried again by itself." };
      } catch (error) {
        why = toFailure(error);
      }
      client = undefined;
      status.setState({ state: "lost", attempt, why }, true);
      await Promise.race([waitMs(backOffMs(attempt++)), new Promise<void>((resolve) => (hurry = resolve))]);
    }
  }

  const watch: Watch<C> = (ask, onItem, onFail) => {
    const stopped = new AbortController();
    void (async () => {
      let last: Client<C> | undefined;
      for (let failures = 0; !stopped.signal.aborted; ) {
        const api = await connected(last);
        last = api;
        try {
          for await (const item of ask(api, stopped.signal)) {
            if (stopped.signal.aborted) return;
            failures = 0;
            onItem(item);
          }
        } catch (error) {
          if (stopped.signal.aborted) return;
          const failure = toFailure(error);
          if (failure.code === "connection-lost") continue;
          onFail?.(failure);
          await waitMs(backOffMs(failures++));
          last = undefined;
        }
      }
    })();
    return () => stopped.abort(new AppError("cancelled", "The page has left."));
  };

  return { api: facade(contract, current), status, start, watch, retry: () => hurry() };
}

/** The contract's methods over whatever client `current` gives at the time of asking. */
function facade<C extends Contract>(contract: C, current: () => Promise<Client<C>>): Client<C> {
  type Method = (input: unknown, signal?: AbortSignal) => unknown;
  const method = async (service: string, name: string) => (await current())[service]![name] as Method;
  const services = Object.entries(contract).map(([service, methods]) => [
    service,
    Object.fromEntries(
      Object.entries(methods).map(([name, shape]) => [
        name,
        shape.kind === "call"
          ? async (input: unknown, signal?: AbortSignal) => (await method(service, name))(input, signal)
          : async function* (input: unknown, signal?: AbortSignal) {
              yield* (await method(service, name))(input, signal) as AsyncIterable<unknown>;
            },
      ]),
    ),
  ]);
  return Object.fromEntries(services) as Client<C>;
}
