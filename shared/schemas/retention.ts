import { z } from "zod";
import { Status } from "./chat.ts";

/** Interactions that are to go: those older than `olderThanDays` that have one of the statuses and one of the tags. None named: whatever it is. */
export const RetentionRule = z.object({
  name: z.string().trim().min(1).max(60),
  /** Whole days of 24 hours since they began. */
  olderThanDays: z.int().min(1).max(36_500),
  statuses: z.array(Status.exclude(["running"])).max(10).default([]),
  tags: z.array(z.string().min(1).max(200)).max(50).default([]),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

/** What is kept wins over every rule. What is still running is never removed. */
export const Retention = z.object({
  rules: z.array(RetentionRule).max(20),
  /** Above this, the oldest go until the log is smaller; null: it may grow. */
  maxLogBytes: z.int().min(1_000_000).nullable(),
  keep: z.object({ tags: z.array(z.string().min(1).max(200)).max(50), withFeedback: z.boolean() }),
  /** Whether it is applied once a day by itself. */
  isDaily: z.boolean(),
});
export type Retention = z.infer<typeof Retention>;
export const defaultRetention: Retention = { rules: [], maxLogBytes: null, keep: { tags: ["keep"], withFeedback: true }, isDaily: false };

/** An interaction that would go, as a person knows it. */
export const RetentionExample = z.object({ id: z.string(), createdAt: z.number(), status: Status, model: z.string().nullable(), input: z.string() });
export type RetentionExample = z.infer<typeof RetentionExample>;

/** What one rule takes; what an earlier rule takes is not counted again. `bytes` is about what they take on the disk. */
export const RetentionShare = z.object({ name: z.string(), interactions: z.int(), bytes: z.number(), oldest: z.number().nullable(), newest: z.number().nullable(), examples: z.array(RetentionExample) });
export type RetentionShare = z.infer<typeof RetentionShare>;

export const RetentionPreview = z.object({
  shares: z.array(RetentionShare),
  interactions: z.int(),
  bytes: z.number(),
  /** Months, as `2026-11`, of which nothing is kept: they go whole and at once. */
  wholeMonths: z.array(z.string()),
  /** Interactions of the log, and its bytes, before. */
  logInteractions: z.int(),
  logBytes: z.number(),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** Which interactions are to be removed: by id, or all that a filter finds. `isDryRun`: only counted. */
export const RemoveRequest = z
  .object({ ids: z.array(z.string().min(1).max(200)).min(1).max(10_000).optional(), filter: z.string().max(10_000).optional(), text: z.string().max(10_000).optional(), isDryRun: z.boolean().default(false) })
  .refine(({ ids, filter, text }) => (ids === undefined) !== (!filter?.trim() && !text?.trim()), "Name the ids, or give a filter or words, not both");
export type RemoveRequest = z.infer<typeof RemoveRequest>;

/** Tags that are put on interactions, and others that are taken off them. */
export const TagRequest = z.object({
  ids: z.array(z.string().min(1).max(200)).min(1).max(10_000),
  add: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
  remove: z.array(z.string().min(1).max(200)).max(20).default([]),
});
export type TagRequest = z.infer<typeof TagRequest>;

/** `jobId` null: nothing is removed. */
export const RemoveAnswer = z.object({ interactions: z.int(), jobId: z.string().nullable() });
export type RemoveAnswer = z.infer<typeof RemoveAnswer>;
