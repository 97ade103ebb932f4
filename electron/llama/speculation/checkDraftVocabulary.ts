import { setImmediate as turn } from "node:timers/promises";
import type { LlamaModel, Token } from "node-llama-cpp";
import { AppError } from "../../../shared/errors.ts";

/** llama.cpp lets a draft's vocabulary be this much longer or shorter: padding at its end. */
const mostSizeDifference = 128;
/** The first tokens are control tokens that files name differently. */
const firstText = 5;
const tokensPerTurn = 4096;

type Vocabulary = Pick<LlamaModel, "vocabularyType" | "iterateAllTokens" | "detokenize" | "tokens">;

/** Throws `model-load-failed` where the draft's tokens are not the model's: llama.cpp's own rules, before it is asked. */
export async function checkDraftVocabulary(model: Vocabulary, draft: Vocabulary): Promise<void> {
  const reason = await whyDifferent(model, draft);
  if (reason === null) return;
  throw new AppError("model-load-failed", `The draft model can't guess for this model: ${reason}.`, { fix: "Choose a draft with the same vocabulary, such as a smaller model of the same family, or none.", details: { reason } });
}

async function whyDifferent(model: Vocabulary, draft: Vocabulary): Promise<string | null> {
  if (model.vocabularyType !== draft.vocabularyType) return `its vocabulary is of another kind (${draft.vocabularyType}, not ${model.vocabularyType})`;
  const [tokens, drafted] = [[...model.iterateAllTokens()], [...draft.iterateAllTokens()]];
  if (Math.abs(tokens.length - drafted.length) > mostSizeDifference) return `its vocabulary has ${drafted.length} tokens, and the model's ${tokens.length}`;
  if (model.tokens.bos !== draft.tokens.bos || model.tokens.eos !== draft.tokens.eos) return "its begin or end token is another one";
  const textOf = (vocabulary: Vocabulary, token: Token) => vocabulary.detokenize([token], true);
  for (let token = firstText; token < Math.min(tokens.length, drafted.length); token++) {
    if (textOf(model, token as Token) !== textOf(draft, token as Token)) return `its token ${token} stands for another text`;
    if (token % tokensPerTurn === 0) await turn();
  }
  return null;
}
