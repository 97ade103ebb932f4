import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";

/**
 * What node-llama-cpp 3.21.1 has and does not export. Its own probabilities come after the samplers, where most tokens are gone already,
 * and asking for them changes how a grammar is applied: an answer would differ only because someone looked at it. The version is pinned,
 * and a test holds what is read here against llama.cpp's own figures.
 */
type AddonSampler = { applyConfig(config: { temperature: number }): void; dispose(): void };
type Mapper = (batchLogitIndex: number, tokenIndex: number) => Promise<unknown>;
type Inside = {
  _model: { getTokenString(token: number): string };
  _llama: { _bindings: { AddonSampler: new (model: unknown) => AddonSampler } };
};
export type SequenceInside = {
  _context: { _ctx: { sampleToken(batchLogitIndex: number, sampler: AddonSampler, probabilities: true, confidence: false): Promise<[token: number, probabilities?: number[]]> } };
  _decodeTokens(tokens: Token[], logits: (true | undefined)[], ...rest: [priority: unknown, meter: unknown, contextShift: unknown, mapper: Mapper, after: unknown]): Promise<unknown[]>;
};

const inside = (model: LlamaModel) => model as unknown as Inside;

/** A token as the vocabulary writes it. */
export const vocabularyText = (model: LlamaModel, token: number): string => inside(model)._model.getTokenString(token);

export const insideOf = (sequence: LlamaContextSequence): SequenceInside => sequence as unknown as SequenceInside;

/** A sampler that leaves every token in place, so that its probabilities are the model's own. */
export function createPlainSampler(model: LlamaModel): AddonSampler {
  const { _llama, _model } = inside(model);
  const sampler = new _llama._bindings.AddonSampler(_model);
  sampler.applyConfig({ temperature: 0 });
  return sampler;
}

type Sampling = { _ctx: { sampleToken(...given: unknown[]): Promise<unknown> } };

/**
 * Lets the sequences of `context` draw their tokens one after the other. After a batch node-llama-cpp starts all their samplers at once, each
 * on a thread, and the first look at the logits puts llama.cpp's rows in order (`llama_context::output_reorder`) without a lock: an answer
 * then gets words of another's. To let only the first go ahead and the others draw together made eight streams in two processes a fifth
 * slower (measured).
 */
export function sampleInTurns(context: LlamaContext): void {
  const { _ctx } = context as unknown as Sampling;
  const sample = _ctx.sampleToken.bind(_ctx);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn: typeof sample = (...given) => {
    const drawn = turn.then(() => sample(...given));
    turn = drawn.catch(() => {});
    return drawn;
  };
  // The class has it read-only, so it is not assigned.
  Object.defineProperty(_ctx, "sampleToken", { value: inTurn });
}
