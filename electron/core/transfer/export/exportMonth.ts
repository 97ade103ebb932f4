import type { Database } from "better-sqlite3";
import { z } from "zod";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { decodeBody, decodeJson, type Body } from "../../interactions/body.ts";
import type { ListWhere } from "../../interactions/listWhere.ts";
import { createMonthReader } from "../../interactions/monthReader.ts";
import { createPartReader } from "../../interactions/partReader.ts";
import { rowColumns, type InteractionRow } from "../../interactions/rows.ts";
import { createMonthFeedback } from "./monthFeedback.ts";
import { createMonthSpans } from "./monthSpans.ts";

/** Where a walk over a month has come to. */
export type RowPlace = { key: number; id: string };
export type ExportOrder = "oldest" | "newest";
/** All of one interaction that lies in its month's file. */
export type StoredInteraction = { interaction: Interaction; metadata: Record<string, unknown> | null; reasoning: string | null; raw: Uint8Array | null };

const Metadata = z.record(z.string(), z.unknown());
const hits = "key IN (SELECT rowid FROM interaction_text WHERE interaction_text MATCH @phrases)";

/** Places of the interactions that are meant, beyond `@beyond`, in the order of their time. */
export const placesSql = ({ sql, phrases }: Pick<ListWhere, "sql" | "phrases">, order: ExportOrder): string =>
  `SELECT key, id FROM interactions WHERE id ${order === "oldest" ? ">" : "<"} @beyond AND (${sql})${phrases === null ? "" : ` AND ${hits}`} ORDER BY id ${order === "oldest" ? "ASC" : "DESC"} LIMIT @limit`;

/** What an export reads of one month. No statement stays open between two calls, so the write-ahead log is never kept from being reset. */
export function createExportMonth(db: Database) {
  const reader = createMonthReader(db);
  const partOf = createPartReader(db);
  const rowOf = db.prepare<[number], InteractionRow>(`SELECT ${rowColumns} FROM interactions WHERE key = ?`);
  const metadataOf = db.prepare<[number], string | null>("SELECT metadata FROM interactions WHERE key = ?").pluck();
  const bodyOf = db.prepare<[number, string], Body>("SELECT encoding, size, data, parts FROM bodies WHERE interaction = ? AND kind = ?");
  const samePrompt = db.prepare<{ hash: Buffer; limit: number }, InteractionRow>(`SELECT ${rowColumns} FROM interactions WHERE prompt_hash = @hash ORDER BY id DESC LIMIT @limit`);
  const promptHash = db.prepare<[string], Buffer | null>("SELECT prompt_hash FROM interactions WHERE id = ?").pluck();

  const bytes = (key: number, kind: string): Uint8Array | null => {
    const body = bodyOf.get(key, kind);
    return body ? decodeBody(body, partOf) : null;
  };

  return {
    feedback: createMonthFeedback(db),
    spans: createMonthSpans(db),
    places: (where: ListWhere, order: ExportOrder, beyond: string, limit: number): RowPlace[] =>
      db.prepare<[object], RowPlace>(placesSql(where, order)).all({ ...where.values, ...(where.phrases === null ? {} : { phrases: where.phrases }), beyond, limit }),
    /** Undefined where it was removed meanwhile. */
    at(key: number): StoredInteraction | undefined {
      const row = rowOf.get(key);
      return row && this.stored(row);
    },
    stored(row: InteractionRow): StoredInteraction {
      const metadata = metadataOf.get(row.key) ?? null;
      const reasoning = bodyOf.get(row.key, "reasoning");
      return {
        interaction: reader.whole(row),
        metadata: metadata === null ? null : Metadata.parse(JSON.parse(metadata)),
        reasoning: reasoning ? z.string().parse(decodeJson(reasoning, partOf)) : null,
        raw: bytes(row.key, "request"),
      };
    },
    promptHash: (id: string): Buffer | null => promptHash.get(id) ?? null,
    /** Interactions with the same messages, newest first. */
    samePrompt: (hash: Buffer, limit: number): InteractionRow[] => samePrompt.all({ hash, limit }),
  };
}
export type ExportMonth = ReturnType<typeof createExportMonth>;
