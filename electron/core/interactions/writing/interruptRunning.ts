import type { Database } from "better-sqlite3";
import type { Failure } from "../../../../shared/errors.ts";
import { decodeJson, type StoredBody } from "../bodies/body.ts";
import { Answer } from "../bodies/bodyKinds.ts";
import { createSearchIndex } from "./searchIndex.ts";
import { searchableOf } from "../texts.ts";

const failure: Failure = {
  code: "connection-lost",
  message: "Tapedeck's core ended while this was being answered.",
  fix: "What had arrived by the last second is kept; send it again or replay it.",
};

/** Rows of ours that were running when their core ended become `interrupted`; what had been answered by then stays. Gives how many. */
export function interruptRunning(db: Database): number {
  const running = db.prepare<[], number>("SELECT key FROM interactions WHERE status = 'running' AND source IS NULL").pluck().all();
  if (running.length === 0) return 0;
  const answerOf = db.prepare<[number], StoredBody>("SELECT encoding, data FROM bodies WHERE interaction = ? AND kind = 'answer'");
  const end = db.prepare("UPDATE interactions SET status = 'interrupted', error_code = @code, error = @error WHERE key = @key");
  const search = createSearchIndex(db);
  db.transaction(() => {
    for (const key of running) {
      const answer = answerOf.get(key);
      end.run({ key, code: failure.code, error: JSON.stringify(failure) });
      search.addEnded(key, null, searchableOf(answer ? Answer.parse(decodeJson(answer)).output : ""), failure.message);
    }
  }).immediate();
  return running.length;
}
