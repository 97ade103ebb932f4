import type { Database } from "better-sqlite3";
import { RunRequest } from "../../../../shared/schemas/chat.ts";
import { readEscapes } from "../../../../shared/text/readEscapes.ts";
import { openForReading } from "../../storage/openDatabase.ts";
import { decodeJson, type PartOf, type StoredBody } from "./body.ts";
import { Answer } from "./bodyKinds.ts";
import { createPartReader } from "./partReader.ts";
import { displayable, inputOf, uncutBelow } from "../texts.ts";

/** The whole text where a row holds the beginning only. For connections with `addTextFunctions`. */
export const wholeInputSql = `CASE WHEN length(input) < ${uncutBelow} THEN input ELSE (SELECT whole_input(encoding, data, parts) FROM bodies WHERE interaction = key AND kind = 'request') END`;
export const wholeOutputSql = `CASE WHEN length(output) < ${uncutBelow} THEN output ELSE (SELECT whole_output(encoding, data, parts) FROM bodies WHERE interaction = key AND kind = 'answer') END`;
/** Stands in the body alone. */
export const wholeReasoningSql = "(SELECT whole_reasoning(encoding, data, parts) FROM bodies WHERE interaction = key AND kind = 'answer')";

/** What SQL can't do by itself: read a body, and small letters of every alphabet. Gives what lets go of the file again. */
export function addTextFunctions(db: Database): () => void {
  // A connection answers no question while it asks a function.
  let beside: Database | undefined;
  let parts: PartOf | undefined;
  const partOf: PartOf = (key) => (parts ??= createPartReader((beside = openForReading(db.name))))(key);
  const read = (name: string, textOf: (body: StoredBody) => string) =>
    db.function(name, { deterministic: true }, (encoding, data, partKeys) => displayable(readEscapes(textOf({ encoding: encoding as StoredBody["encoding"], data: data as Uint8Array, parts: partKeys as string | null }))));
  read("whole_input", (body) => inputOf(RunRequest.parse(decodeJson(body, partOf)).messages));
  read("whole_output", (body) => Answer.parse(decodeJson(body, partOf)).output);
  read("whole_reasoning", (body) => Answer.parse(decodeJson(body, partOf)).reasoning ?? "");
  db.function("small_letters", { deterministic: true }, (text) => (typeof text === "string" ? text.toLowerCase() : text));
  return () => void beside?.close();
}
