import type { SpanDetail } from "../../../../shared/schemas/trace.ts";

/** A document that a retriever or a reranker gave. */
export type FoundDocument = { id: string | null; content: string; score: number | null };

const documentKey = /^(?:retrieval\.documents|reranker\.output_documents|gen_ai\.retrieval\.documents)\.(\d+)\.(?:document\.)?(id|content|score)$/;

export const isDocumentKey = (key: string): boolean => documentKey.test(key) || key === "retrieval.documents" || key === "gen_ai.retrieval.documents";

/**
 * Documents that a span found, best as they came: from OpenInference's flat attributes (`retrieval.documents.0.document.content`), or
 * from an output or attribute that is a JSON list of objects with a text. Empty: there are none.
 */
export function documentsOf({ attributes, output }: Pick<SpanDetail, "attributes" | "output">): FoundDocument[] {
  const found = new Map<number, FoundDocument>();
  for (const [key, value] of Object.entries(attributes ?? {})) {
    const [, index, part] = documentKey.exec(key) ?? [];
    if (index === undefined) continue;
    const document = found.get(Number(index)) ?? { id: null, content: "", score: null };
    found.set(Number(index), part === "score" ? { ...document, score: Number(value) } : { ...document, [part!]: String(value) });
  }
  if (found.size > 0) return [...found].sort(([a], [b]) => a - b).map(([, document]) => document);
  return listOf(attributes?.["gen_ai.retrieval.documents"]) ?? listOf(attributes?.["retrieval.documents"]) ?? listOf(output) ?? [];
}

function listOf(value: unknown): FoundDocument[] | null {
  const parsed = typeof value === "string" ? parsedJson(value) : value;
  const list = Array.isArray(parsed) ? parsed : (parsed as { documents?: unknown } | null | undefined)?.documents;
  if (!Array.isArray(list) || list.length === 0) return null;
  const documents = list.map((each: unknown) => {
    const { document, ...own } = (typeof each === "object" && each !== null ? each : {}) as Record<string, unknown>;
    const { id, content, text, pageContent, page_content: page, score } = { ...own, ...(typeof document === "object" ? (document as object) : {}) } as Record<string, unknown>;
    const words = [content, text, pageContent, page].find((part) => typeof part === "string");
    return words === undefined ? null : { id: id === undefined || id === null ? null : String(id as string), content: words as string, score: typeof score === "number" ? score : null };
  });
  return documents.every((each) => each !== null) ? documents : null;
}

/** Undefined: it is no JSON. */
export function parsedJson(text: string): unknown {
  const start = text.trimStart()[0];
  if (start !== "{" && start !== "[") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const longestPretty = 1_000_000;

/** JSON with line breaks, else null. A longer text stays as it is: making it pretty would hold up the page. */
export function prettyJson(text: string): string | null {
  const value = text.length <= longestPretty ? parsedJson(text) : undefined;
  return value === undefined ? null : JSON.stringify(value, null, 2);
}

/** What a guard decided, from its output or its attributes; null: nothing that reads as a decision. */
export function decisionOf({ output, attributes }: Pick<SpanDetail, "output" | "attributes">): string | null {
  const parsed = output === null ? undefined : parsedJson(output);
  const sources = [parsed as Record<string, unknown> | undefined, attributes ?? undefined];
  for (const source of sources) {
    if (!source || Array.isArray(source)) continue;
    for (const [key, value] of Object.entries(source)) {
      if (/(^|[._])(decision|verdict|action|result|flagged|blocked|passed|allowed)$/i.test(key) && ["string", "boolean"].includes(typeof value)) return `${key.split(".").at(-1)}: ${String(value)}`;
    }
  }
  return output !== null && output.length <= 60 && !output.includes("\n") ? output : null;
}
