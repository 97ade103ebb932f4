import type { Database } from "better-sqlite3";
import { RunRequest } from "../../../shared/schemas/chat.ts";
import { decodeJson, type Body } from "./body.ts";
import { conversationText, searchableOf } from "./texts.ts";

/** Full text of one month. Its rows are written once, when an interaction has ended; call it in that transaction. */
export function createSearchIndex(db: Database) {
  const requestOf = db.prepare<[number], Body>("SELECT encoding, data FROM bodies WHERE interaction = ? AND kind = 'request'");
  const insert = db.prepare("INSERT INTO interaction_text (rowid, input, output, error) VALUES (@key, @input, @output, @error)");
  return {
    add(key: number, output: string, error: string): void {
      const body = requestOf.get(key);
      const request = body && RunRequest.safeParse(decodeJson(body)).data;
      insert.run({ key, input: conversationText(request?.messages ?? []), output: searchableOf(output), error: searchableOf(error) });
    },
  };
}
