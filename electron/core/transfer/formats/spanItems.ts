import { mapSpan } from "../spans/mapSpan.ts";
import type { SourceSpan } from "../spans/sourceSpan.ts";
import type { Item, RecordContext } from "./item.ts";

/** Where a whole conversation stands: `raw` has it, and a row of a list need not carry it along. */
const contents = ["langfuse.observation.input", "langfuse.observation.output", "input.value", "output.value", "gen_ai.input.messages", "gen_ai.output.messages", "input", "output"];

/** A span of a file as items. `raw`: its bytes, kept with a model's call. `isAssumed`: its time names no zone. */
export function* spanItems(span: SourceSpan, { source, raw, isAssumed }: { source: string; raw: Uint8Array; isAssumed: boolean }, { now }: Pick<RecordContext, "now">): Generator<Item> {
  const { feedback, ...mapped } = mapSpan(span, { source, now });
  const assumed = isAssumed ? ("zone-assumed" as const) : null;
  if ("interaction" in mapped) {
    const metadata = Object.entries(mapped.interaction.metadata ?? {}).filter(([name]) => !contents.includes(name));
    yield { interaction: { ...mapped.interaction, raw, metadata: metadata.length > 0 ? Object.fromEntries(metadata) : null, clockMark: mapped.interaction.clockMark ?? assumed } };
  }
  else yield { span: { ...mapped.span, clockMark: mapped.span.clockMark ?? assumed } };
  for (const each of feedback) yield { feedback: each };
}
