import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { answerTokens, type AnswerToken } from "../../../shared/text/answerTokens.ts";

type Answer = Pick<Interaction, "output" | "outputTokens" | "outputTokenEnds">;
/** A token of a line; `index` counts in its own answer. `split`: the first that differs. */
export type LineToken = AnswerToken & { index: number; kind: "same" | "split" | "after" };
/** `isCut` tells that the answer has more before or after the line. An answer that ended has no split token. */
export type TokenLine = { tokens: LineToken[]; isCutBefore: boolean; isCutAfter: boolean };

const before = 14;
const after = 40;

/** The two answers around the first token that differs. Models cut text differently: then each side has its own token there. */
export function splitView(original: Answer, replayed: Answer, divergence: NonNullable<ReplayResult["firstDivergence"]>): { recorded: TokenLine; replay: TokenLine } {
  const recorded = answerTokens(original);
  const replay = answerTokens(replayed);
  return { recorded: lineAround(recorded, divergence.token), replay: lineAround(replay, splitIndex(recorded, replay, divergence.token)) };
}

function splitIndex(recorded: AnswerToken[], replay: AnswerToken[], token: number): number {
  const isAlike = recorded.slice(0, token).every(({ text }, index) => text === replay[index]?.text);
  if (isAlike) return token;
  const [a, b] = [recorded.map(({ text }) => text).join(""), replay.map(({ text }) => text).join("")];
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
  const index = replay.findIndex(({ start, text }) => at < start + text.length);
  return index < 0 ? replay.length : index;
}

function lineAround(tokens: AnswerToken[], at: number): TokenLine {
  const from = Math.max(0, at - before);
  const to = Math.min(tokens.length, at + after);
  return {
    tokens: tokens.slice(from, to).map((token, index) => ({ ...token, index: from + index, kind: from + index < at ? "same" : from + index === at ? "split" : "after" })),
    isCutBefore: from > 0,
    isCutAfter: to < tokens.length,
  };
}
