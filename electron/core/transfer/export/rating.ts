import type { IncomingFeedback } from "../../../../shared/schemas/incoming.ts";
import type { Selected } from "./selected.ts";

const good = new Set(["good", "positive", "pos", "up", "thumbs_up", "thumbs-up", "thumbsup", "like", "liked", "correct", "right", "yes", "true", "pass", "passed", "accepted", "helpful", "desirable", "chosen", "👍"]);
const bad = new Set(["bad", "negative", "neg", "down", "thumbs_down", "thumbs-down", "thumbsdown", "dislike", "disliked", "incorrect", "wrong", "no", "false", "fail", "failed", "rejected", "unhelpful", "undesirable", "👎"]);

/** What one feedback says of the answer; null: nothing, or nothing clear. A label in words goes before a number; a correction alone says bad. */
export function ratingOf({ label, value, correction }: IncomingFeedback, goodFrom: number | undefined): "good" | "bad" | null {
  const word = label?.trim().toLowerCase() ?? "";
  if (good.has(word)) return "good";
  if (bad.has(word)) return "bad";
  if (value !== null) {
    // 3 may be good or bad: only whoever gave it knows the scale.
    if (goodFrom === undefined && Math.abs(value) > 1) return null;
    return value >= (goodFrom ?? 0.5) ? "good" : "bad";
  }
  return correction !== null ? "bad" : null;
}

/** What the newest clear feedback says of an answer. */
export function verdictOn({ feedback }: Pick<Selected, "feedback">, goodFrom: number | undefined): "good" | "bad" | null {
  for (const each of feedback.toReversed()) {
    const rating = ratingOf(each, goodFrom);
    if (rating !== null) return rating;
  }
  return null;
}

/** The newest correction of an answer. */
export const correctionOf = ({ feedback }: Pick<Selected, "feedback">): string | null => feedback.findLast(({ correction }) => correction !== null && correction !== "")?.correction ?? null;

/** Why an interaction is not rated. */
export function whyUnrated({ feedback }: Pick<Selected, "feedback">): string {
  if (feedback.length === 0) return "It has no feedback";
  const hasScale = feedback.some(({ value }) => value !== null && Math.abs(value) > 1);
  return hasScale ? "Its feedback is a number above 1: say from which one on it is good (--good-from)" : "Its feedback says neither good nor bad";
}
