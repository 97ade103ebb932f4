import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";

/** An id that sorts by its number. */
export const idOf = (number: number): string => `int_${String(number).padStart(8, "0")}`;

/** Interaction `number` of a log; the higher, the newer. */
export function numbered(number: number, more: Partial<Interaction> = {}): Interaction {
  return sampleInteraction(["Fine", "."], { id: idOf(number), createdAt: 1_700_000_000_000 + number * 1000, input: `Question ${number}`, ...more });
}

export const manyInteractions = (count: number): Interaction[] => Array.from({ length: count }, (_, number) => numbered(number));
