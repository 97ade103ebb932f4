import { AppError } from "../../../shared/errors.ts";

type Reason = "token" | "Host" | "Origin" | "size" | "broken HTTP";

/** Counts by reason what the listener turns away; it is no interaction. */
export function createTurnedAway() {
  const counts = new Map<Reason, number>();
  return {
    /** `error`: what a request failed with, or a connection that never became one. */
    note(error: Error & { statusCode?: number; code?: string }): void {
      const reason = reasonOf(error);
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    },
    /** One line for people; null where nobody was turned away. */
    summary: (): string | null => (counts.size === 0 ? null : `Turned away, by reason: ${[...counts].map(([reason, count]) => `${reason} ${count.toLocaleString("en")}`).join(", ")}.`),
  };
}

function reasonOf(error: Error & { statusCode?: number; code?: string }): Reason | undefined {
  if (error instanceof AppError) {
    if (error.code === "unauthorized") return "token";
    if (error.code === "forbidden") return error.details?.["header"] === "Origin" ? "Origin" : "Host";
    return undefined;
  }
  if (error.statusCode === 413) return "size";
  const isBroken = error.statusCode === undefined ? error.code?.startsWith("HPE_") : error.statusCode < 500;
  return isBroken ? "broken HTTP" : undefined;
}
