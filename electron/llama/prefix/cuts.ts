/** Kernels for matrices take rows by four, eight or sixteen, and those left over one by one, which rounds differently. */
export const rowsTogether = 16;
/** With flash attention, pieces of this many tokens and more are computed in another order than smaller ones; how much larger they are changes nothing (measured). */
const wideFromTokens = 64;
/** A cancel is felt between pieces. */
const widePieceTokens = 256;
/** Together with what a last piece may have on top, below `wideFromTokens`. */
const narrowPieceTokens = 48;

/** How a prompt is evaluated: the first `wideTokens` in pieces of at most `pieceTokens`, the rest in pieces of about `restTokens`. */
export type Cut = { wideTokens: number; pieceTokens: number; restTokens: number };

/**
 * Most of a prompt in wide pieces, which are faster, and its end in narrow ones, so that a few last tokens can be evaluated alone where the
 * others are held already. It depends on the prompt's length only, so that each evaluation of a prompt has the same result.
 */
export function exactCut(promptTokens: number): Cut {
  const wideTokens = downTo(widePieceTokens, Math.max(0, promptTokens - wideFromTokens));
  return { wideTokens, pieceTokens: widePieceTokens, restTokens: narrowPieceTokens };
}

/** Where bits may differ anyway. */
export const evenCut = (pieceTokens = widePieceTokens): Cut => ({ wideTokens: 0, pieceTokens, restTokens: pieceTokens });

const downTo = (step: number, tokens: number): number => Math.floor(tokens / step) * step;

/** Down to whole rows. */
export const wholeRows = (tokens: number): number => downTo(rowsTogether, tokens);

/** Down to where a prompt may be cut without another result. */
export const wholePiece = (tokens: number, { wideTokens }: Cut): number => (tokens < wideTokens ? downTo(wideFromTokens, tokens) : wholeRows(tokens));
