import type { Database } from "better-sqlite3";
import { RunRequest } from "../../../../shared/schemas/chat.ts";
import { decodeJson, type StoredBody } from "../bodies/body.ts";
import { createPartReader } from "../bodies/partReader.ts";
import { conversationText } from "../texts.ts";

/** What full text holds of an interaction, each as `searchableOf` makes it. */
export type SearchText = { input: string; output: string; error: string };

/** Full text of one month. Call it in the transaction that writes the row. */
export function createSearchIndex(db: Database) {
  const requestOf = db.prepare<[number], StoredBody>("SELECT encoding, data, parts FROM bodies WHERE interaction = ? AND kind = 'request'");
  const insert = db.prepare<[number, string, string, string]>("INSERT INTO interaction_text (rowid, input, output, error) VALUES (?, ?, ?, ?)");
  const remove = db.prepare<[number]>("DELETE FROM interaction_text WHERE rowid = ?");
  const partOf = createPartReader(db);
  return {
    add: (key: number, { input, output, error }: SearchText): void => void insert.run(key, input, output, error),
    remove: (key: number): void => void remove.run(key),
    /** Of words that are searchable already; `input` null: it is read from the request. */
    addEnded(key: number, input: string | null, output: string, error: string): void {
      insert.run(key, input ?? readInput(key), output, error);
    },
  };

  function readInput(key: number): string {
    const body = requestOf.get(key);
    const request = body && RunRequest.safeParse(decodeJson(body, partOf)).data;
    return conversationText(request?.messages ?? []);
  }
}
