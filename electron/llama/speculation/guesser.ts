import { TokenPredictor, type InputLookupTokenPredictor, type Token } from "node-llama-cpp";

/** What guesses a slot's next tokens; `begin` is called for each answer. */
export type Guesser = { predictor: TokenPredictor; begin(prompt: Token[], isOn: boolean): void };
type Reset = Parameters<TokenPredictor["reset"]>[0];

/**
 * A sequence keeps its predictor for life, but not each answer may be guessed ahead: only at temperature 0 does a guess that is right
 * leave the answer as it is. Above it each guess would use up a random number, and penalties would not see the guessed tokens.
 */
class SwitchedPredictor extends TokenPredictor {
  isOn = false;
  private readonly inner: TokenPredictor;

  constructor(inner: TokenPredictor) {
    super();
    this.inner = inner;
  }

  reset(state: Reset): Promise<void> | void {
    return this.isOn ? this.inner.reset(state) : undefined;
  }
  pushTokens(tokens: Token[]): void {
    if (this.isOn) this.inner.pushTokens(tokens);
  }
  predictTokens(): Promise<Token[]> | Token[] {
    return this.isOn ? this.inner.predictTokens() : [];
  }
  override stop(untilPredictionsExhausted?: boolean): Promise<void> | void {
    return this.isOn ? this.inner.stop(untilPredictionsExhausted) : undefined;
  }
  override updateInputTokens(tokens: Token[]): void {
    this.inner.updateInputTokens(tokens);
  }
  override dispose(): Promise<void> | void {
    return this.inner.dispose();
  }
}

/** Wraps a predictor of node-llama-cpp's. */
export function createGuesser(inner: TokenPredictor | InputLookupTokenPredictor): Guesser {
  const predictor = new SwitchedPredictor(inner);
  return {
    predictor,
    begin(prompt, isOn) {
      predictor.isOn = isOn;
      if (isOn) predictor.updateInputTokens(prompt);
    },
  };
}
