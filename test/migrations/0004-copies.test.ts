import { expect, it } from "vitest";
import { migratedTo, oneModel } from "../helpers/migratedTo.ts";

it("adds copies to a database of version 3, keeps its files, and forgets a copy with its file", () => {
  const db = migratedTo(4, `${oneModel} INSERT INTO model_files (location, model_id, state, added_at) VALUES ('/a.gguf', 'mdl_1', 'hashing', 0)`);
  expect(db.prepare("SELECT location FROM model_files").pluck().all()).toEqual(["/a.gguf"]);
  db.exec("INSERT INTO model_copies VALUES ('/a.gguf'); DELETE FROM model_files");
  expect(db.prepare("SELECT count(*) FROM model_copies").pluck().get()).toBe(0);
});
