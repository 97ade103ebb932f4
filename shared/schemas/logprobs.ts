import { z } from "zod";

/** How many of the likeliest tokens to name beside each token. */
export const LogprobsRequest = z.object({ top: z.int().min(0).max(20) });
export type LogprobsRequest = z.infer<typeof LogprobsRequest>;

const token = {
  token: z.int(),
  /** The token's own text; parts of a character as U+FFFD. */
  text: z.string(),
  /** The UTF-8 bytes that the token stands for: those of an answer's tokens joined are the answer. */
  bytes: z.array(z.int().min(0).max(255)),
  /** Natural logarithm of the probability that the model itself gave it, before any sampler; never below -104. */
  logprob: z.number(),
};

/** A token and how likely it was; `top` are the likeliest tokens at its place, likeliest first. */
export const TokenLogprob = z.object({ ...token, top: z.array(z.object(token)) });
export type TokenLogprob = z.infer<typeof TokenLogprob>;
