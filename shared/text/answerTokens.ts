import type { Interaction } from "../schemas/interaction.ts";

/** One token of an answer: its id (null: the answer came without ids, and this is a word) and where its text stands. */
export type AnswerToken = { id: number | null; text: string; start: number };

/** The answer cut into its recorded tokens, else into words with the blanks before them. */
export function answerTokens({ output, outputTokens, outputTokenEnds }: Pick<Interaction, "output" | "outputTokens" | "outputTokenEnds">): AnswerToken[] {
  if (outputTokens && outputTokenEnds && outputTokens.length === outputTokenEnds.length) {
    return outputTokens.map((id, index) => {
      const start = outputTokenEnds[index - 1] ?? 0;
      return { id, start, text: output.slice(start, outputTokenEnds[index]) };
    });
  }
  return [...output.matchAll(/\s*\S+|\s+$/gu)].map((word) => ({ id: null, text: word[0], start: word.index }));
}
