import type { Database } from "better-sqlite3";
import { decodeJson, type Body } from "./body.ts";
import { errorJson, type Answer } from "./monthWriter.ts";
import { RunRequest } from "../../../shared/schemas/chat.ts";
import { conversationText, searchableOf } from "./texts.ts";

/** Rows that were running when their core ended become `interrupted`; what had been answered by then stays. Gives how many. */
export function interruptRunning(db: Database): number {
  const running = db.prepare<[], { key: number; id: string }>("SELECT key, id FROM interactions WHERE status = 'running'").all();
  if (running.length === 0) return 0;
  const bodyOf = db.prepare<[number, string], Body>("SELECT encoding, data FROM bodies WHERE interaction = ? AND kind = ?");
  const end = db.prepare("UPDATE interactions SET status = 'interrupted', error_code = 'connection-lost', error = @error WHERE key = @key");
  const insertText = db.prepare("INSERT INTO interaction_text (rowid, input, output, error) VALUES (@key, @input, @output, '')");
  const error = errorJson({ code: "connection-lost", message: "Tapedeck's core ended while this was being answered.", fix: "What had arrived by the last second is kept; send it again or replay it." });
  db.transaction(() => {
    for (const { key } of running) {
      end.run({ key, error });
      const request = RunRequest.safeParse(decodeJson(bodyOf.get(key, "request")!)).data;
      const answer = bodyOf.get(key, "answer");
      insertText.run({ key, input: conversationText(request?.messages ?? []), output: answer ? searchableOf((decodeJson(answer) as Answer).output) : "" });
    }
  }).immediate();
  return running.length;
}
