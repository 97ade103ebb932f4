import type { InteractionSummary } from "../../../shared/schemas/interaction.ts";
import type { Mark } from "../../components/StatusMark.tsx";

const causes: Record<string, string> = {
  "bad-request": "bad request",
  "not-found": "no such model",
  "ambiguous": "two models",
  "model-missing": "file missing",
  "model-changed": "file changed",
  "model-load-failed": "load failed",
  "model-crashed": "model crashed",
  "template-failed": "template",
  "context-exceeded": "context",
  "too-large": "too large",
  "connection-lost": "core stopped",
  "disk-full": "disk full",
  "internal": "internal",
};

/** A status as the screens show it: its mark and word, a word or two of the cause, and the whole cause for hovering. */
export function statusWords({ status, finishReason, error }: Pick<InteractionSummary, "status" | "finishReason" | "error">): { mark: Mark; word: string; cause: string | null; detail: string | null } {
  const detail = error?.message ?? null;
  if (status === "ok" && finishReason === "context") return { mark: "warn", word: "ok", cause: "context full", detail };
  if (status === "ok") return { mark: "ok", word: "ok", cause: finishReason === "length" ? "max tokens" : null, detail };
  if (status === "running" || status === "cancelled") return { mark: status, word: status, cause: null, detail };
  return { mark: status, word: status, cause: error ? (causes[error.code] ?? error.code.replaceAll("-", " ")) : null, detail };
}
