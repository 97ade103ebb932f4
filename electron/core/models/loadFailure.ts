import { AppError, toFailure } from "../../../shared/errors.ts";
import type { LlamaProcess } from "./llamaProcess.ts";
import { gigabytes } from "./fit/gigabytes.ts";

/** What a load was expected to take, and what was free then, in bytes. */
export type Need = { neededBytes: number; freeBytes: number };

/** What kept a model from loading, said so that a person can act on it. */
export async function loadFailure(error: unknown, name: string, process: LlamaProcess | undefined, need: Need | null): Promise<AppError> {
  if (error instanceof AppError && error.code === "connection-lost" && process) return died(name, await process.ended, need);
  if (!(error instanceof AppError)) return new AppError("model-load-failed", `${name} can't be loaded: ${toFailure(error).message}`, { cause: error });
  if (error.code !== "model-load-failed") return error;
  return new AppError(error.code, `${name} can't be loaded: ${error.message}`, { fix: error.fix, details: error.details, cause: error });
}

function died(name: string, how: string, need: Need | null): AppError {
  const numbers = need ? ` It needs about ${gigabytes(need.neededBytes)}, and ${gigabytes(need.freeBytes)} were free.` : "";
  return new AppError("model-load-failed", `${name} can't be loaded: its process ended, because ${how}.${numbers}`, {
    fix: "The file may be one that this llama.cpp can't read, or memory ran out: try another file, or unload other models.",
    details: { ...(need && { neededBytes: need.neededBytes, freeBytes: need.freeBytes }), wasKilled: how.startsWith("it was killed by SIGKILL") },
  });
}

/** Someone killed the process: that says nothing of the next try. */
export const wasKilled = (error: AppError) => error.details?.["wasKilled"] === true;

/** A model that needs more than there is, also after idle models have left. */
export function tooLarge({ neededBytes, freeBytes }: Need): AppError {
  return new AppError("model-load-failed", `It needs ${gigabytes(neededBytes)} of memory, and ${gigabytes(freeBytes)} are free.`, {
    fix: "Unload other models, or choose settings that fit: the model's page suggests some.",
    details: { neededBytes, freeBytes },
  });
}
