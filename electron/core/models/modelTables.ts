import type { Database } from "better-sqlite3";
import { ModelSettings } from "../../../shared/schemas/model.ts";
import type { StoredModel } from "./libraryApi.ts";

/** A model without its files. */
export type ModelRecord = Omit<StoredModel, "location" | "fileState">;
/**
 * One place of a model's bytes. `modifiedUs`: the file's time, in microseconds, when it was last known to be right (null: never
 * checked); `refusedUs`: its time when its bytes were found to be others.
 */
export type ModelFile = { location: string; modelId: string; state: StoredModel["fileState"]; modifiedUs: number | null; refusedUs: number | null; addedAt: number };

type ModelRow = Omit<ModelRecord, "settings"> & { settings: string };

const modelColumns = `id, name, family, version, sha256, size_bytes AS sizeBytes, architecture, parameters, quantization, context_length AS contextLength,
  template_sha256 AS templateSha256, imported_at AS importedAt, settings`;
const fileColumns = "location, model_id AS modelId, state, modified_us AS modifiedUs, refused_us AS refusedUs, added_at AS addedAt";

/** The queries of `models`, `model_files`, `model_copies` and `model_aliases`. */
export function createModelTables(db: Database) {
  const all = db.prepare<[], ModelRow>(`SELECT ${modelColumns} FROM models ORDER BY imported_at DESC, name`);
  const one = db.prepare<[string], ModelRow>(`SELECT ${modelColumns} FROM models WHERE id = ?`);
  const byHash = db.prepare<[string], ModelRow>(`SELECT ${modelColumns} FROM models WHERE sha256 = ?`);
  const put = db.prepare(`INSERT INTO models (id, name, family, version, sha256, size_bytes, architecture, parameters, quantization, context_length, template_sha256, imported_at, settings)
    VALUES (@id, @name, @family, @version, @sha256, @sizeBytes, @architecture, @parameters, @quantization, @contextLength, @templateSha256, @importedAt, @settings)
    ON CONFLICT (id) DO UPDATE SET name = @name, family = @family, version = @version, sha256 = @sha256, settings = @settings`);
  const drop = db.prepare("DELETE FROM models WHERE id = ?");
  const files = db.prepare<[], ModelFile>(`SELECT ${fileColumns} FROM model_files ORDER BY added_at, location`);
  const file = db.prepare<[string], ModelFile>(`SELECT ${fileColumns} FROM model_files WHERE location = ?`);
  const filesOf = db.prepare<[string], ModelFile>(`SELECT ${fileColumns} FROM model_files WHERE model_id = ? ORDER BY added_at, location`);
  const putFile = db.prepare(`INSERT INTO model_files (location, model_id, state, modified_us, refused_us, added_at) VALUES (@location, @modelId, @state, @modifiedUs, @refusedUs, @addedAt)
    ON CONFLICT (location) DO UPDATE SET model_id = @modelId, state = @state, modified_us = @modifiedUs, refused_us = @refusedUs`);
  const dropFile = db.prepare("DELETE FROM model_files WHERE location = ?");
  const moveFiles = db.prepare("UPDATE model_files SET model_id = @to, state = 'ready' WHERE model_id = @from");
  const copies = db.prepare<[], ModelFile>(`SELECT ${fileColumns} FROM model_files JOIN model_copies USING (location)`);
  const putCopy = db.prepare("INSERT INTO model_copies (location) VALUES (?) ON CONFLICT DO NOTHING");
  const dropCopy = db.prepare("DELETE FROM model_copies WHERE location = ?");
  const alias = db.prepare<[string], { modelId: string }>("SELECT model_id AS modelId FROM model_aliases WHERE id = ?");
  const putAlias = db.prepare("INSERT INTO model_aliases (id, model_id) VALUES (@from, @to)");
  const moveAliases = db.prepare("UPDATE model_aliases SET model_id = @to WHERE model_id = @from");
  const dropFilesOf = db.prepare("DELETE FROM model_files WHERE model_id = ?");
  const dropAliasesOf = db.prepare("DELETE FROM model_aliases WHERE model_id = ?");

  const parse = (row: ModelRow): ModelRecord => ({ ...row, settings: ModelSettings.parse(JSON.parse(row.settings)) });
  const found = (row: ModelRow | undefined) => row && parse(row);

  function dropModel(id: string): void {
    dropFilesOf.run(id);
    dropAliasesOf.run(id);
    drop.run(id);
  }

  return {
    models: (): ModelRecord[] => all.all().map(parse),
    model: (id: string): ModelRecord | undefined => found(one.get(alias.get(id)?.modelId ?? id)),
    modelByHash: (sha256: string): ModelRecord | undefined => found(byHash.get(sha256)),
    putModel: (model: ModelRecord): void => void put.run({ ...model, settings: JSON.stringify(model.settings) }),
    dropModel: db.transaction(dropModel),
    /** Oldest place first. */
    files: (): ModelFile[] => files.all(),
    filesOf: (modelId: string): ModelFile[] => filesOf.all(modelId),
    file: (location: string): ModelFile | undefined => file.get(location),
    putFile: (file: ModelFile): void => void putFile.run(file),
    dropFile: (location: string): void => void dropFile.run(location),
    /** Files that are to be copied; the mark goes with the file's row. */
    copies: (): ModelFile[] => copies.all(),
    putCopy: (location: string): void => void putCopy.run(location),
    dropCopy: (location: string): void => void dropCopy.run(location),
    /** `from` turned out to be `to`: its files become `to`'s, its id leads there. */
    merge: db.transaction((from: string, to: string) => {
      moveFiles.run({ from, to });
      moveAliases.run({ from, to });
      dropModel(from);
      putAlias.run({ from, to });
    }),
    inOne: <T>(work: () => T): T => db.transaction(work)(),
  };
}
export type ModelTables = ReturnType<typeof createModelTables>;
