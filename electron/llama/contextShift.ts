import type { LlamaContextSequence, LlamaModel, SequenceEvaluateOptions, Token } from "node-llama-cpp";

/** Without a limit of its own, an answer that may shift would have no end. */
export const mostContextsAnAnswer = 4;

/** Whether the state's positions can be moved. llama.cpp ends the process where they can't. */
export function canShift(model: LlamaModel): boolean {
  const { isRecurrent, isHybrid } = model.fileInsights;
  const { general } = model.fileInfo.metadata;
  const facts = model.fileInfo.architectureMetadata as { rope?: { dimension_sections?: unknown } };
  return !isRecurrent && !isHybrid && !`${general.architecture}`.startsWith("deepseek2") && facts.rope?.dimension_sections === undefined;
}

type Shift = { dropped: number; kept: number; options: SequenceEvaluateOptions };

/** Makes room in a full slot: keeps the first `kept` tokens, drops the older half of what follows, and counts it in `dropped`. */
export function createShift(sequence: LlamaContextSequence, keptTokens: number): Shift {
  // A system prompt that fills the context leaves nothing to drop.
  const kept = Math.min(keptTokens, Math.floor(sequence.contextSize / 2));
  const shift: Shift = { dropped: 0, kept, options: {} };
  shift.options = {
    contextShift: {
      strategy: ({ sequence: full }) => {
        const end = kept + Math.ceil((full.nextTokenIndex - kept) / 2);
        if (full === sequence) shift.dropped += end - kept;
        return [{ start: kept, end }];
      },
    },
  };
  return shift;
}

/** The prompt's first tokens that a shift keeps: the system prompt, and the begin token that most models need. */
export function keptTokens(model: LlamaModel, prompt: Token[], systemTokens: number): number {
  return Math.max(systemTokens, model.tokens.bos !== null && prompt[0] === model.tokens.bos ? 1 : 0);
}
