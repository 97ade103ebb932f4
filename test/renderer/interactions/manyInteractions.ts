import { firstIdAt } from "../../../shared/idTimes.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";

const timeOf = (number: number) => 1_700_000_000_000 + number * 1000;

/** The id of an interaction, which sorts by its time. */
export const idOf = (number: number): string => `${firstIdAt(timeOf(number))}0000000000`;

/** Interaction `number` of a log; the higher, the newer. */
export function numbered(number: number, more: Partial<Interaction> = {}): Interaction {
  return sampleInteraction(["Fine", "."], { id: idOf(number), createdAt: timeOf(number), input: `Question ${number}`, ...more });
}

export const manyInteractions = (count: number): Interaction[] => Array.from({ length: count }, (_, number) => numbered(number));
