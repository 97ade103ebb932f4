import type { ZodError } from "zod";

/** What is wrong with a record, in one line: the place and what stands there. */
export function firstIssue(error: ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "it is not what it should be";
  const place = issue.path.map(String).join(".");
  return place === "" ? issue.message : `${place}: ${issue.message}`;
}
