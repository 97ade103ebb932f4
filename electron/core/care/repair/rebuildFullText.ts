import type { Database } from "better-sqlite3";
import { Failure } from "../../../../shared/schemas/interaction.ts";
import { decodeJson, type StoredBody } from "../../interactions/bodies/body.ts";
import { Answer } from "../../interactions/bodies/bodyKinds.ts";
import { createPartReader } from "../../interactions/bodies/partReader.ts";
import { createSearchIndex } from "../../interactions/writing/searchIndex.ts";

const rowsAtOnce = 500;
type Row = { key: number; output: string; error: string | null };

/** Makes the full text of a month anew from what is stored: it has no content of its own. Yields how many rows it holds so far. */
export function* rebuildFullText(db: Database): Generator<number> {
  const rows = db.prepare<[number], Row>(`SELECT key, output, error FROM interactions WHERE key > ? AND status <> 'running' ORDER BY key LIMIT ${rowsAtOnce}`);
  const answerOf = db.prepare<[number], StoredBody>("SELECT encoding, data, parts FROM bodies WHERE interaction = ? AND kind = 'answer'");
  const search = createSearchIndex(db);
  const partOf = createPartReader(db);
  db.exec("INSERT INTO interaction_text (interaction_text) VALUES ('delete-all')");
  let done = 0;
  for (let after = -1; ; ) {
    const page = rows.all(after);
    if (page.length === 0) return;
    db.transaction(() => {
      for (const { key, output, error } of page) {
        const body = answerOf.get(key);
        const answer = body && Answer.safeParse(decodeJson(body, partOf)).data;
        const whole = answer?.reasoning ? `${answer.output}\n${answer.reasoning}` : (answer?.output ?? output);
        search.addEnded(key, null, whole, error === null ? "" : (Message.safeParse(JSON.parse(error)).data?.message ?? ""));
      }
    })();
    after = page.at(-1)!.key;
    yield (done += page.length);
  }
}

const Message = Failure.pick({ message: true });
