import { z } from "zod";

/** A score, label, comment or correction that came with or after an interaction. */
export const Feedback = z.object({
  id: z.string(),
  createdAt: z.number(),
  name: z.string(),
  value: z.number().nullable(),
  label: z.string().nullable(),
  comment: z.string().nullable(),
  correction: z.string().nullable(),
  annotator: z.string().nullable(),
});
export type Feedback = z.infer<typeof Feedback>;

/** Feedback that a person gives here; it says at least one of value, label, comment and correction. */
export const NewFeedback = z
  .object({
    id: z.string().min(1).max(200),
    name: z.string().min(1).max(200),
    value: z.number().nullable().default(null),
    label: z.string().min(1).max(1000).nullable().default(null),
    comment: z.string().min(1).max(100_000).nullable().default(null),
    correction: z.string().min(1).max(1_000_000).nullable().default(null),
    annotator: z.string().min(1).max(500).nullable().default(null),
  })
  .refine(({ value, label, comment, correction }) => value !== null || label !== null || comment !== null || correction !== null, "A value, a label, a comment or a correction is needed");
export type NewFeedback = z.infer<typeof NewFeedback>;
