import type { NewTapedeckRecord } from "../../../../shared/schemas/tapedeckRecord.ts";
import { rawOf } from "../rawBytes.ts";
import type { WriteRecords } from "./selected.ts";
import type { Selection } from "./selectInteractions.ts";

/** Tapedeck's own format: everything, so that an import gives the same interaction again. Its feedback, and the spans of its trace, are lines of their own. */
export const writeTapedeck: WriteRecords<string> = (selected, { spansOf }) => {
  const { interaction, feedback } = selected;
  const raw = selected.raw();
  const original = selected.original();
  const records: NewTapedeckRecord[] = [
    { tapedeck: 1, type: "interaction", interaction, metadata: interaction.metadata ?? null, reasoning: interaction.reasoning ?? null, raw: raw && rawOf(raw), original: original && rawOf(original) },
    ...feedback.map((each) => ({ tapedeck: 1 as const, type: "feedback" as const, feedback: each })),
    ...Array.from(spansOf(selected), (span) => ({ tapedeck: 1 as const, type: "span" as const, span })),
  ];
  return { records: records.map((record) => JSON.stringify(record)) };
};

/** Spans of traces without a model's call. */
export function* tapedeckRest({ otherSpans }: Selection): Generator<string> {
  for (const span of otherSpans()) yield JSON.stringify({ tapedeck: 1, type: "span", span } satisfies NewTapedeckRecord);
}
