import { z } from "zod";
import { Status } from "./chat.ts";

/** The parts of an interaction in which words are looked for. */
export const TextPart = z.enum(["input", "output", "error"]);
export type TextPart = z.infer<typeof TextPart>;
/** `newest`: by time. `ranked`: by how well the words fit (BM25), among the newest hits. */
export const FoundOrder = z.enum(["newest", "ranked"]);
export type FoundOrder = z.infer<typeof FoundOrder>;

/** What a list, a count, a facet or a chart is narrowed to. */
export const Narrowing = z.object({
  /** The filter language of product.md. */
  filter: z.string().max(10_000).optional(),
  /** Words that stand in prompt, answer or error; an id, or the start of one, finds that interaction. */
  text: z.string().max(10_000).optional(),
  /** Left out: in any part. */
  textIn: TextPart.optional(),
  status: z.array(Status).optional(),
});
export type Narrowing = z.infer<typeof Narrowing>;

/** How many hits were ranked; not whole: older hits were not looked at. */
export const Ranked = z.object({ among: z.int(), isWhole: z.boolean() });
export type Ranked = z.infer<typeof Ranked>;

export const FacetField = z.enum(["status", "model", "deployment", "origin", "user", "tags", "finishReason", "errorCode"]);
export type FacetField = z.infer<typeof FacetField>;
export const FacetsRequest = Narrowing.extend({
  /** Left out: all. */
  fields: z.array(FacetField).max(FacetField.options.length).optional(),
});
export type FacetsRequest = z.infer<typeof FacetsRequest>;
/** The most frequent values of a field first. */
export const Facet = z.object({
  field: FacetField,
  /** `value` null: it has none. */
  values: z.array(z.object({ value: z.string().nullable(), count: z.int() })),
  /** How many values there are beside those. */
  more: z.int(),
});
export type Facet = z.infer<typeof Facet>;
/** `counted`: the interactions behind the counts; not whole: only the newest of those that match. */
export const Facets = z.object({ facets: z.array(Facet), counted: z.int(), isWhole: z.boolean() });
export type Facets = z.infer<typeof Facets>;

/** More bars than this no chart shows. */
export const maxBuckets = 2000;
export const AggregateRequest = Narrowing.extend({
  /** Epoch milliseconds: from, and before `to`. */
  from: z.number().min(0),
  to: z.number().min(0),
  bucketMs: z.int().min(1000),
}).refine(({ from, to, bucketMs }) => to > from && (to - from) / bucketMs <= maxBuckets, `Ask for at least one and at most ${maxBuckets} buckets`);
export type AggregateRequest = z.infer<typeof AggregateRequest>;
/** The interactions that began in one span of time. Latencies are of those that ended; null: there is none. */
export const Bucket = z.object({
  /** Epoch milliseconds. */
  from: z.number(),
  count: z.int(),
  /** Failed or interrupted. */
  failed: z.int(),
  promptTokens: z.int(),
  completionTokens: z.int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type Bucket = z.infer<typeof Bucket>;
export const Aggregate = z.object({
  /** Without the empty ones, oldest first. */
  buckets: z.array(Bucket),
  /** Of all buckets together. */
  whole: Bucket,
  /** Whose clock ran ahead: in no bucket, whatever time they claim. */
  futureDated: z.int(),
  /** Whose end lies before their start, or whose time is negative: counted, but in no latency. */
  oddSpans: z.int(),
  /** Older ones match too. */
  hasOlder: z.boolean(),
});
export type Aggregate = z.infer<typeof Aggregate>;

export const ValuesRequest = z.object({
  /** A field of the filter language; of one whose values are not gathered, none are given. */
  field: z.string().max(200),
  prefix: z.string().max(500).default(""),
  limit: z.int().min(1).max(100).default(20),
});
export type ValuesRequest = z.infer<typeof ValuesRequest>;
/** Values that occur, the most frequent first where they are counted. */
export const FieldValues = z.object({ values: z.array(z.object({ value: z.string(), count: z.int().nullable() })) });
export type FieldValues = z.infer<typeof FieldValues>;
