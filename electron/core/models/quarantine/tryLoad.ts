import { setTimeout as delay } from "node:timers/promises";
import type { LoadSettings } from "../../../../shared/llama.ts";
import { samplingDefaults } from "../../../../shared/schemas/chat.ts";
import { AppError } from "../../../../shared/errors.ts";
import type { LlamaProcess } from "../llamaProcess.ts";

/** The smallest context; on the processor, which every machine has and where a crash takes no device along. */
const settings: LoadSettings = { gpu: "off", gpuLayers: null, threads: 1, slots: 1, contextTokens: 64, kvType: "f16", promptLookup: false, contextShift: "error" };
/** Has what a vocabulary must know, and what it must put together from bytes. */
const question = "Where is it? Ωé\n";
const answerTokens = 2;
const mostPromptTokens = 48;
/** Loading from a slow disk takes minutes; without progress for so long it has failed. */
const stalledMs = 120_000;
const explainWithinMs = 2000;

/**
 * Loads the file at `path` in a process of its own, lets it answer two tokens, and ends the process. Gives null where that worked, else
 * in one line of plain words why it did not. Throws where that says nothing of the file: it was cancelled, memory was short, or someone
 * killed the process.
 */
export async function tryLoad(path: string, start: () => LlamaProcess, signal: AbortSignal): Promise<string | null> {
  const process = start();
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stalledMs);
  const either = AbortSignal.any([signal, stall.signal]);
  try {
    const { model } = process.client;
    for await (const event of model.load({ path, settings }, either)) {
      clearTimeout(timer);
      if (event.type === "progress") timer = setTimeout(() => stall.abort(), stalledMs);
    }
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), stalledMs);
    const { tokens } = await model.tokenize({ text: question, limit: mostPromptTokens }, either);
    const sampling = { ...samplingDefaults, temperature: 0, seed: 0, maxTokens: answerTokens };
    if (tokens.length > 0) for await (const _ of model.generate({ promptTokens: tokens.slice(0, mostPromptTokens), sampling, reuse: "none" }, either));
    either.throwIfAborted();
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (stall.signal.aborted) return `it made no progress for ${stalledMs / 1000} seconds`;
    return await reasonOf(error, process);
  } finally {
    clearTimeout(timer);
    await process.stop();
  }
}

async function reasonOf(error: unknown, process: LlamaProcess): Promise<string> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === "model-load-failed" && error.details?.["neededBytes"] === undefined) return error.message;
  if (error.code !== "connection-lost") throw error;
  const how = await Promise.race([process.ended, delay(explainWithinMs, "its connection broke", { ref: false })]);
  if (!how.startsWith("it was killed by SIGKILL")) return how;
  throw new AppError("model-load-failed", "The process of its first load was killed from outside, or by the system because memory ran out.", { fix: "Unload other models, then load it again.", details: { wasKilled: true }, cause: error });
}
