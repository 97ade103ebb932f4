import { z } from "zod";
import { Asking, Usage } from "./chat.ts";

/** How one vector is made of the tokens' vectors. */
export const Pooling = z.enum(["mean", "cls", "last"]);
export type Pooling = z.infer<typeof Pooling>;

export const EmbedRequest = Asking.extend({
  inputs: z.array(z.string().min(1)).min(1).max(2048),
  /** Vectors of length 1, as a comparison by angle wants them. */
  normalize: z.boolean().default(true),
});
export type EmbedRequest = z.infer<typeof EmbedRequest>;

/** `isTrained`: the file says that the model was made for embeddings; another model's vectors tell texts apart less well. */
export const EmbedResult = z.object({
  interactionId: z.string(),
  vectors: z.array(z.array(z.number())),
  dimensions: z.int(),
  pooling: Pooling,
  isTrained: z.boolean(),
  normalized: z.boolean(),
  usage: Usage,
});
export type EmbedResult = z.infer<typeof EmbedResult>;

export const RerankRequest = Asking.extend({
  query: z.string().min(1),
  documents: z.array(z.string().min(1)).min(1).max(1000),
});
export type RerankRequest = z.infer<typeof RerankRequest>;

/** Best first; `score` from 0 to 1. */
export const RerankResult = z.object({ interactionId: z.string(), results: z.array(z.object({ index: z.int(), score: z.number() })), usage: Usage });
export type RerankResult = z.infer<typeof RerankResult>;
