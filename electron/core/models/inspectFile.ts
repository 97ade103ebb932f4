import type { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import type { Inspection } from "../../../shared/schemas/model.ts";
import { readGguf } from "./readGguf.ts";

/** What the GGUF file at `path` is, or in one line why it is none. Loads no native code and no database. */
export async function inspectFile(path: string): Promise<z.infer<typeof Inspection>> {
  try {
    return (await readGguf(path)).inspection;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const offset = error.details?.["offset"];
    return { valid: false, reason: error.message, offset: typeof offset === "number" ? offset : null };
  }
}
