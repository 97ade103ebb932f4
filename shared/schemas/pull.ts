import { z } from "zod";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A model that Tapedeck can fetch, from `resources/catalog.json`. `uri` is what `models.pull` takes. */
export const CatalogEntry = z.object({
  name: z.string(),
  family: z.string(),
  version: z.string(),
  uri: z.string(),
  sizeBytes: z.int().positive(),
  sha256: Sha256,
  /** SPDX identifier. */
  license: z.string(),
  contextLength: z.int().positive(),
  description: z.string(),
});
export type CatalogEntry = z.infer<typeof CatalogEntry>;

/**
 * `uri`: `hf:OWNER/REPO[@REVISION]/FILE`, `hf:OWNER/REPO[@REVISION]:QUANTIZATION`, `https://…`, or `http://…` on this machine.
 * `sha256`: what the file must have; `name`: what the model is called, else as its file.
 */
export const PullRequest = z.object({
  uri: z.string().min(1).max(4096),
  sha256: z.string().trim().toLowerCase().regex(/^[0-9a-f]{64}$/, "A SHA-256 has 64 hexadecimal digits.").optional(),
  name: z.string().trim().min(1).max(200).optional(),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** What a pull brought. `fetchedBytes` came over the network in this job; the others were there already. */
export const Pulled = z.object({
  uri: z.string(),
  modelId: z.string(),
  name: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  /** As the library has it; null: not known yet. */
  sha256: z.string().nullable(),
  fetchedBytes: z.number(),
  /** The library had these bytes before. */
  alreadyThere: z.boolean(),
});
export type Pulled = z.infer<typeof Pulled>;

/** A pull whose bytes lie in the data folder and that is not done: asked again, it goes on from there. `jobId`: the job that does so now. */
export const UnfinishedPull = z.object({
  uri: z.string(),
  name: z.string(),
  doneBytes: z.number(),
  /** Null: the server has not said. */
  totalBytes: z.number().nullable(),
  startedAt: z.number(),
  jobId: z.string().nullable(),
});
export type UnfinishedPull = z.infer<typeof UnfinishedPull>;
