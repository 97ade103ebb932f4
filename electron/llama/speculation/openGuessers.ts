import type { Llama, LlamaModel } from "node-llama-cpp";
import type { LoadSettings } from "../../../shared/llama.ts";
import { checkDraftVocabulary } from "./checkDraftVocabulary.ts";
import { createDraft } from "./createDraft.ts";
import type { Guesser } from "./guesser.ts";
import { lookUp } from "./lookUp.ts";

/** The draft runs ahead of the model: its own context must not be full before. */
const spareTokens = 64;

type Parts = { llama: Llama; model: LlamaModel; draftPath: string | null; settings: LoadSettings };

/** What guesses ahead, one a slot: a draft model, else the words that stood before, else null. Throws `model-load-failed` for a draft with another vocabulary. */
export async function openGuessers({ llama, model, draftPath, settings }: Parts): Promise<Guesser[] | null> {
  const { slots, threads, contextTokens, promptLookup } = settings;
  if (draftPath === null) return promptLookup ? Array.from({ length: slots }, () => ({ guess: async (history, most) => lookUp(history, most) })) : null;
  const isOnCpu = llama.gpu === false;
  const draft = await llama.loadModel({ modelPath: draftPath, ignoreMemorySafetyChecks: isOnCpu, ...(isOnCpu && { gpuLayers: 0 }) });
  await checkDraftVocabulary(model, draft);
  const context = await draft.createContext({ contextSize: contextTokens + spareTokens, sequences: slots, threads, failedCreationRemedy: false, ignoreMemorySafetyChecks: isOnCpu });
  return Array.from({ length: slots }, () => createDraft(context.getSequence()));
}
