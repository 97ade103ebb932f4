import type { LlamaProcess } from "../llamaProcess.ts";

/** Everyday words, so that a prompt has as many kinds of tokens as real ones. */
const filler =
  "The parcel left the warehouse on Monday morning and should arrive by the end of the week. Please check the address, the order number and the name on the invoice before you write to us again. " +
  "A refund takes five to ten days; an exchange needs the original box, the receipt and a short note that says what was wrong. Shipping to islands costs more, and storms may delay every ferry in winter.";
const fillerLimit = 4096;

/** Gives prompts of any length, each beginning with another token than the one before: what a process keeps of earlier prompts then saves it nothing. */
export async function createPrompts(model: LlamaProcess["client"]["model"], signal: AbortSignal): Promise<(tokens: number) => number[]> {
  const { tokens } = await model.tokenize({ text: filler, limit: fillerLimit }, signal);
  // The first may be the model's begin token, which stands in no middle of a text.
  const words = tokens.slice(1);
  let given = 0;
  return (count) => {
    const from = (given += 7);
    return Array.from({ length: count }, (_, n) => words[(from + n) % words.length]!);
  };
}
