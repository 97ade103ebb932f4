import { DraftSequenceTokenPredictor, InputLookupTokenPredictor, type Llama, type LlamaModel } from "node-llama-cpp";
import type { LoadSettings } from "../../../shared/llama.ts";
import { checkDraftVocabulary } from "./checkDraftVocabulary.ts";
import { createGuesser, type Guesser } from "./guesser.ts";

/** The draft guesses exactly so many tokens before each look of the model, unless it is unsure: a count that hung on time could not be replayed. */
const draftTokens = 6;
const draftConfidence = 0.6;
/** From two tokens on that stood before, at most so many are guessed to follow. */
const lookup = { patternLength: { min: 2 }, predictionLength: { min: 1, max: 8 } };
/** The draft runs ahead of the model: its own context must not be full before. */
const spareTokens = 64;

type Parts = { llama: Llama; model: LlamaModel; draftPath: string | null; settings: LoadSettings };

/** What guesses ahead, one a slot: a draft model, else the prompt's own words, else null. Throws `model-load-failed` for a draft with another vocabulary. */
export async function openGuessers({ llama, model, draftPath, settings }: Parts): Promise<Guesser[] | null> {
  const { slots, threads, contextTokens } = settings;
  if (draftPath === null) return settings.promptLookup ? Array.from({ length: slots }, () => createGuesser(new InputLookupTokenPredictor(lookup))) : null;
  const isOnCpu = llama.gpu === false;
  const draft = await llama.loadModel({ modelPath: draftPath, ignoreMemorySafetyChecks: isOnCpu, ...(isOnCpu && { gpuLayers: 0 }) });
  await checkDraftVocabulary(model, draft);
  const context = await draft.createContext({ contextSize: contextTokens + spareTokens, sequences: slots, threads, failedCreationRemedy: false, ignoreMemorySafetyChecks: isOnCpu });
  return Array.from({ length: slots }, () => {
    // Whatever the request says of a full context is said of the model's own.
    const evaluateOptions = { contextShift: { strategy: "eraseBeginning" } } as const;
    return createGuesser(new DraftSequenceTokenPredictor(context.getSequence(), { minTokens: draftTokens, maxTokens: draftTokens, minConfidence: draftConfidence, evaluateOptions }));
  });
}
