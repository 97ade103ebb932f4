import { AppError } from "../../shared/errors.ts";
import { describe } from "../../shared/gguf/describe.ts";
import { parseHeader } from "../../shared/gguf/parseHeader.ts";
import { checkTokensDiffer } from "../../shared/gguf/tokenTexts.ts";
import type { Mutant } from "./mutate.ts";

/** `reason` null: the check would let native code open the file. `tookMs`: of the processor, which this process may have to share. */
export type Verdict = { reason: string | null; tookMs: number };

/** What the check says of a mutant. Throws whatever is no refusal: that is a crash of the check. */
export function judge({ head, fileBytes, source }: Mutant): Verdict {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const reason = reasonOf(head, fileBytes, source.bytes);
  const { user, system } = process.cpuUsage(before);
  return { reason, tookMs: Math.min(performance.now() - startedAt, (user + system) / 1000) };
}

function reasonOf(head: Buffer, fileBytes: number, data: Buffer): string | null {
  try {
    let header = parseHeader(head, fileBytes);
    // A length that lies leads the reader behind the header, where the weights are.
    if ("neededBytes" in header) header = parseHeader(Buffer.concat([head, data]).subarray(0, fileBytes), fileBytes);
    if ("neededBytes" in header) throw new Error(`The check asks for ${header.neededBytes} bytes of ${fileBytes}.`);
    const { inspection } = describe(header);
    for (const _ of checkTokensDiffer(header));
    return inspection.refusal ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-a-model") return error.message;
    throw error;
  }
}

/** Reasons that differ only in names and numbers, as one. */
export const kindOfReason = (reason: string) => reason.replace(/"(?:[^"]|"(?!\s|[.,:;)]|$))*"/g, "…").replace(/(?!llama\.cpp)\b\w+(?:\.\w+)+/g, "KEY").replace(/\b\d+\b/g, "N");
