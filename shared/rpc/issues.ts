import type { z } from "zod";

/** A zod error as one sentence: `sampling.temperature: Too big: expected number to be <=2`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length ? `${issue.path.join(".")}: ${issue.message}` : issue.message))
    .join("; ");
}
