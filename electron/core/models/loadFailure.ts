import { AppError, toFailure } from "../../../shared/errors.ts";
import type { LlamaProcess } from "./llamaProcess.ts";

/** What kept a model from loading, said so that a person can act on it. */
export async function loadFailure(error: unknown, name: string, process: LlamaProcess | undefined): Promise<AppError> {
  if (error instanceof AppError && error.code === "connection-lost" && process) {
    return new AppError("model-load-failed", `${name} can't be loaded: its process ended, because ${await process.ended}.`, {
      fix: "The file may be one that this llama.cpp can't read, or memory ran out: try another file, or unload other models.",
    });
  }
  if (!(error instanceof AppError)) return new AppError("model-load-failed", `${name} can't be loaded: ${toFailure(error).message}`, { cause: error });
  if (error.code !== "model-load-failed") return error;
  return new AppError(error.code, `${name} can't be loaded: ${error.message}`, { fix: error.fix, details: error.details, cause: error });
}
