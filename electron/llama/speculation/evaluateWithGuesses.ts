import type { ControlledEvaluateInputItem, LlamaContextSequence, SequenceEvaluateOptions, Token } from "node-llama-cpp";
import type { Guesses } from "../../../shared/schemas/interaction.ts";
import type { Guesser } from "./guesser.ts";

const mostGuesses = 8;

type Parts = { sequence: LlamaContextSequence; guesser: Guesser; prompt: Token[]; rest: Token[]; options: SequenceEvaluateOptions };

/**
 * Evaluates `rest`, the end of the prompt, and gives the answer's tokens as `sequence.evaluate` would at temperature 0, but looks at several
 * guessed tokens in one evaluation: those that the model takes itself are its answer, the others are taken out again. `counts` goes on
 * with it. (node-llama-cpp 3.21's own predictors take over at most one guess an evaluation: `_speculativeEvaluate` never adds to its
 * `validatedTokens`.)
 */
export async function* evaluateWithGuesses({ sequence, guesser, prompt, rest, options }: Parts, counts: Guesses, signal: AbortSignal): AsyncGenerator<{ token: Token }> {
  const history = prompt.slice();
  const { yieldEogToken = false, contextShift, ...sampling } = options;
  const withNext = (token: Token): ControlledEvaluateInputItem => [token, { generateNext: { token: true, options: sampling } }];
  for (let pending = rest; ; ) {
    // A guess must not be what makes the context full.
    const room = sequence.contextSize - 1 - sequence.nextTokenIndex - pending.length;
    const guesses = room > 0 ? await guesser.guess(history, Math.min(mostGuesses, room), signal) : [];
    const outputs = await sequence.controlledEvaluate([...pending.slice(0, -1), withNext(pending.at(-1)!), ...guesses.map(withNext)], contextShift && { contextShift });
    const drawn = outputs.slice(pending.length - 1).map((output) => output?.next.token ?? null);
    let right = 0;
    while (right < guesses.length && drawn[right] === guesses[right]) right++;
    counts.drafted += guesses.length;
    counts.accepted += right;
    if (right < guesses.length) await sequence.eraseContextTokenRanges([{ start: sequence.nextTokenIndex - (guesses.length - right), end: sequence.nextTokenIndex }]);
    for (const token of drawn.slice(0, right + 1)) {
      if (token === null) throw new Error("No token could be drawn");
      if (!yieldEogToken && sequence.model.isEogToken(token)) return;
      history.push(token);
      yield { token };
    }
    pending = [history.at(-1)!];
  }
}
