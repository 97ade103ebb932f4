import type { Database } from "better-sqlite3";
import { RunRequest } from "../../../shared/schemas/chat.ts";
import { decodeJson, type Body } from "./body.ts";
import { Answer } from "./bodyKinds.ts";
import { displayable, inputOf, uncutBelow } from "./texts.ts";

/** The whole text where a row holds the beginning only. For connections with `addTextFunctions`. */
export const wholeInputSql = `CASE WHEN length(input) < ${uncutBelow} THEN input ELSE (SELECT whole_input(encoding, data) FROM bodies WHERE interaction = key AND kind = 'request') END`;
export const wholeOutputSql = `CASE WHEN length(output) < ${uncutBelow} THEN output ELSE (SELECT whole_output(encoding, data) FROM bodies WHERE interaction = key AND kind = 'answer') END`;

/** What SQL can't do by itself: read a body, and small letters of every alphabet. */
export function addTextFunctions(db: Database): void {
  const read = (name: string, textOf: (body: Pick<Body, "encoding" | "data">) => string) =>
    db.function(name, { deterministic: true }, (encoding, data) => displayable(textOf({ encoding: encoding as Body["encoding"], data: data as Uint8Array })));
  read("whole_input", (body) => inputOf(RunRequest.parse(decodeJson(body)).messages));
  read("whole_output", (body) => Answer.parse(decodeJson(body)).output);
  db.function("small_letters", { deterministic: true }, (text) => (typeof text === "string" ? text.toLowerCase() : text));
}
