import { durationMs } from "../../../../../shared/filter/durations.ts";
import type { Filter } from "../../../../../shared/filter/parseFilter.ts";
import type { Span } from "../rowWindow.ts";
import { filterParts, joinParts, targetText, withPart } from "./filterParts.ts";

const relative = /^-(\d+(?:\.\d+)?)([smhdw])$/;

/** The spans that the list offers. */
export const spanChoices = [
  { ago: null, label: "all time" },
  { ago: "-1h", label: "last hour" },
  { ago: "-24h", label: "last 24 hours" },
  { ago: "-7d", label: "last 7 days" },
  { ago: "-30d", label: "last 30 days" },
  { ago: "-90d", label: "last 90 days" },
] as const;

const isAboutTime = (part: Filter): boolean => part.kind === "compare" && targetText(part.target) === "createdAt" && [">", ">=", "<", "<="].includes(part.comparison);
const timeOf = (text: string, now: number): number => {
  const ago = relative.test(text) ? durationMs(text.slice(1)) : null;
  return ago === null ? Date.parse(text) : now - ago;
};

/** How a filter narrows the time: how long ago, where that is all; its times, seen from `now`. Null: it does not. */
export function spanOf(filter: string, now: number): { ago: string | null; span: Span } | null {
  const parts = (filterParts(filter) ?? []).filter(isAboutTime);
  if (parts.length === 0) return null;
  const span = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  let ago: string | null = null;
  for (const part of parts) {
    if (part.kind !== "compare") continue;
    const at = timeOf(part.value.text, now);
    if (Number.isNaN(at)) continue;
    if (part.comparison.startsWith(">")) span.fromMs = Math.max(span.fromMs, at);
    else span.toMs = Math.min(span.toMs, at);
    if (relative.test(part.value.text) && part.comparison.startsWith(">") && parts.length === 1) ago = part.value.text;
  }
  return { ago, span };
}

/** The same filter over all times. */
export function withoutSpan(filter: string): string {
  const parts = filterParts(filter);
  return parts?.some(isAboutTime) ? joinParts(parts.filter((part) => !isAboutTime(part))) : filter;
}

/** The same filter since so long ago (`-24h`), or between two times. */
export function withSpan(filter: string, to: string | Span): string {
  const part = typeof to === "string" ? `createdAt >= ${to}` : `createdAt >= "${iso(to.fromMs)}" and createdAt < "${iso(to.toMs)}"`;
  return withPart(withoutSpan(filter), part);
}

const iso = (at: number) => new Date(at).toISOString();
