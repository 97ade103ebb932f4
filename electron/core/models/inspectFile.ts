import type { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import type { Finding, Inspection } from "../../../shared/schemas/model.ts";
import { readGguf } from "./readGguf.ts";

/** What the GGUF file at `path` is, or in one line why it is none. Loads no native code and no database. */
export async function inspectFile(path: string): Promise<z.infer<typeof Inspection>> {
  try {
    const { inspection } = await readGguf(path);
    return { ...inspection, findings: [...inspection.findings, ...(await judged(inspection.chatTemplate))] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const offset = error.details?.["offset"];
    return { valid: false, reason: error.message, offset: typeof offset === "number" ? offset : null };
  }
}

/** The parser of templates is loaded only where there is one to judge. */
async function judged(template: string | null): Promise<z.infer<typeof Finding>[]> {
  if (template === null) return [];
  const { judgeTemplate } = await import("./templates/judgeTemplate.ts");
  return judgeTemplate(template);
}
