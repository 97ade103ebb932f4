import type { LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import type { LogprobsRequest, TokenLogprob } from "../../shared/schemas/logprobs.ts";
import { createPlainSampler, insideOf, type SequenceInside } from "./internals.ts";
import type { TokenBytes } from "./tokenBytes.ts";

/** The smallest probability that a float holds is above e to this; less is told as this, for JSON has no infinity. */
const leastLogprob = -104;

type Wanted = { withSpecialText?: boolean | undefined; logprobs?: LogprobsRequest | undefined; promptLogprobs?: LogprobsRequest | undefined };

/**
 * Notes how likely each token was by the model itself while `sequence` evaluates: of `prompt` where asked, which has to be evaluated whole,
 * and of what is drawn. Nothing of the answer changes by it. Null where nothing is asked; `end` must be called.
 */
export function watchLogits(model: LlamaModel, sequence: LlamaContextSequence, tokenBytes: TokenBytes, prompt: Token[], { logprobs, promptLogprobs, withSpecialText = false }: Wanted) {
  if (!logprobs && !promptLogprobs) return null;
  const inside = insideOf(sequence);
  const sampler = createPlainSampler(model);
  const ofPrompt: (TokenLogprob | null)[] = [null];
  const drawn: TokenLogprob[] = [];
  let promptGiven = 0;
  /** One look at a time: a sampler has one list of candidates. */
  let looks: Promise<unknown> = Promise.resolve();

  /** Each token with its probability, likeliest first: the model's own, as `[token, probability, token, …]`. */
  function look(batchLogitIndex: number): Promise<number[]> {
    const flat = looks.then(async () => (await inside._context._ctx.sampleToken(batchLogitIndex, sampler, true, false))[1] ?? []);
    looks = flat.catch(() => {});
    return flat;
  }

  function entry(flat: number[], token: number, top: number): TokenLogprob {
    const at = (index: number) => ({ token: flat[index]!, ...tokenBytes(flat[index]!), logprob: logOf(flat[index + 1]!) });
    let place = 0;
    while (place < flat.length && flat[place] !== token) place += 2;
    return {
      token, ...tokenBytes(token),
      logprob: place < flat.length ? logOf(flat[place + 1]!) : leastLogprob,
      top: Array.from({ length: Math.min(top, flat.length / 2) }, (_, index) => at(2 * index)),
    };
  }

  /** A special token has a text, which the answer does not show. */
  const isHidden = (token: Token) => !withSpecialText && model.detokenize([token], true) !== "" && model.detokenize([token], false) === "";

  const decode = inside._decodeTokens;
  const watched: SequenceInside["_decodeTokens"] = (tokens, logits, priority, meter, contextShift, mapper, after) => {
    const first = sequence.nextTokenIndex;
    const isOfPrompt = (index: number) => promptLogprobs !== undefined && first + index + 1 < prompt.length;
    const wanted = tokens.map((_, index) => logits[index] ?? (isOfPrompt(index) ? true : undefined));
    const noting = async (batchLogitIndex: number, index: number): Promise<unknown> => {
      const next = first + index + 1;
      const isInPrompt = isOfPrompt(index);
      const flat = isInPrompt || logprobs ? await look(batchLogitIndex) : [];
      if (isInPrompt) ofPrompt[next] = entry(flat, prompt[next]!, promptLogprobs!.top);
      if (!logits[index]) return undefined;
      const result = await mapper(batchLogitIndex, index);
      const token = Array.isArray(result) ? (result[0] as unknown) : result;
      if (logprobs && typeof token === "number" && token >= 0) drawn[next] = { ...entry(flat, token, logprobs.top), ...(isHidden(token as Token) && { bytes: [] }) };
      return result;
    };
    return decode.call(sequence, tokens, wanted, priority, meter, contextShift, noting, after);
  };
  inside._decodeTokens = watched;

  return {
    /** Of the prompt's tokens evaluated since the last call. */
    takePrompt(): (TokenLogprob | null)[] {
      if (!promptLogprobs) return [];
      const fresh = ofPrompt.slice(promptGiven);
      promptGiven = ofPrompt.length;
      return fresh;
    },
    /** Of the token drawn at `position` of the sequence, counted from its first token. */
    drawn: (position: number): TokenLogprob | undefined => drawn[position],
    end(): void {
      // The method is the class's own again.
      delete (inside as Partial<SequenceInside>)._decodeTokens;
      void looks.then(() => sampler.dispose());
    },
  };
}
export type LogitsWatch = ReturnType<typeof watchLogits>;

const logOf = (probability: number): number => Math.max(leastLogprob, Math.log(probability));
