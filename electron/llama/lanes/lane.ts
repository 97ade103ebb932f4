import type { LlamaContextSequence, LlamaModel } from "node-llama-cpp";
import { AppError } from "../../../shared/errors.ts";
import type { LoadSettings } from "../../../shared/llama.ts";
import { createSlots, type Slots } from "../slots.ts";
import { sampleInTurns } from "../internals.ts";
import { batchTogether } from "./batchTogether.ts";
import type { Guesser } from "../speculation/guesser.ts";

/** One slot. It keeps its tokens after an answer; the first `exactTokens` of them were evaluated as parts of prompts, the first `wideTokens` of those in wide pieces. `usedAt` counts answers; 0: none yet. */
export type Seat = { sequence: LlamaContextSequence; guesser: Guesser | null; exactTokens: number; wideTokens: number; usedAt: number };
export type Adapter = { path: string; scale: number };
/** One context with its slots. */
export type Lane = { seats: Seat[]; slots: Slots; threads: number; close(): Promise<void> };

export type LaneParts = {
  model: LlamaModel;
  settings: LoadSettings;
  flashAttention: true | "auto";
  /** One guesser a slot. */
  guessers: Guesser[] | null;
};

/** Makes a context with its slots, all with the same LoRA adapters. */
export async function createLane({ model, settings, flashAttention, guessers }: LaneParts, adapters: Adapter[]): Promise<Lane> {
  const { contextTokens, slots, threads, kvType } = settings;
  const type = kvType.toUpperCase() as Uppercase<typeof kvType>;
  const turns = createSlots(slots);
  const context = await model.createContext({
    batching: { itemPrioritizationStrategy: batchTogether(turns.busy) },
    contextSize: contextTokens,
    sequences: slots,
    threads,
    flashAttention,
    experimentalKvCacheKeyType: type,
    experimentalKvCacheValueType: type,
    // The default makes a context that does not fit smaller without a word, and tries it out first, which can use up the memory.
    failedCreationRemedy: false,
    ignoreMemorySafetyChecks: true,
    ...(adapters.length > 0 && { lora: { adapters: adapters.map(({ path, scale }) => ({ filePath: path, scale })) } }),
  });
  sampleInTurns(context);
  const seats = Array.from({ length: slots }, (_, slot): Seat => {
    const sequence = context.getSequence({ contextShift: { strategy: refuseToCut } });
    return { sequence, guesser: guessers?.[slot] ?? null, exactTokens: 0, wideTokens: 0, usedAt: 0 };
  });
  return { seats, slots: turns, threads: context.currentThreads, close: () => context.dispose() };
}

/** The default would erase the beginning of a conversation to make room, and say nothing. */
function refuseToCut(): never {
  throw new AppError("context-exceeded", "The context is full.");
}
