import type { z } from "zod";

/** One question, one answer. */
export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = { kind: "call"; input: I; output: O };
/** One question, many items, then an end. `newest` streams show a state: a slow reader gets the newest item, not every one. */
export type Stream<I extends z.ZodType = z.ZodType, T extends z.ZodType = z.ZodType> = { kind: "stream"; input: I; item: T; newest: boolean };
export type Contract = Record<string, Record<string, Call | Stream>>;

export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { kind: "call", input, output };
}

export function stream<I extends z.ZodType, T extends z.ZodType>(input: I, item: T, options: { newest?: boolean } = {}): Stream<I, T> {
  return { kind: "stream", input, item, newest: options.newest ?? false };
}

type Serves<M> = M extends Call<infer I, infer O>
  ? (input: z.output<I>, signal: AbortSignal) => Promise<z.output<O>> | z.output<O>
  : M extends Stream<infer I, infer T>
    ? (input: z.output<I>, signal: AbortSignal) => AsyncIterable<z.output<T>>
    : never;

type Asks<M> = M extends Call<infer I, infer O>
  ? (input: z.input<I>, signal?: AbortSignal) => Promise<z.output<O>>
  : M extends Stream<infer I, infer T>
    ? (input: z.input<I>, signal?: AbortSignal) => AsyncIterable<z.output<T>>
    : never;

/** What a side that serves the contract implements: service → method → function. Inputs arrive parsed. */
export type Services<C extends Contract> = { [S in keyof C]: { [M in keyof C[S]]: Serves<C[S][M]> } };
/** What a side that asks gets. Leaving a `for await` loop, or aborting the signal, cancels on the other side. */
export type Client<C extends Contract> = { [S in keyof C]: { [M in keyof C[S]]: Asks<C[S][M]> } };
