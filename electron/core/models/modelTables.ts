import type { Database } from "better-sqlite3";
import { z } from "zod";
import { defaultModelSettings, ModelSettings } from "../../../shared/schemas/model.ts";
import type { StoredModel } from "./libraryApi.ts";
import { Origin } from "./lineage/origin.ts";

const keptDismissed = 10_000;
const Tags = z.array(z.string());


/** What a person can choose and a guess then leaves alone. */
const HandSet = z.array(z.enum(["family", "version", "baseId"]));
export type HandSet = z.infer<typeof HandSet>[number];

/** A model without its files. `origin` null: its header was not read for it yet. */
export type ModelRecord = Omit<StoredModel, "location" | "fileState" | "otherLocations"> & { origin: Origin | null; handSet: HandSet[] };
/**
 * One place of a model's bytes. `modifiedUs`: the file's time, in microseconds, when it was last known to be right (null: never
 * checked); `refusedUs`: its time when its bytes were found to be others.
 */
export type ModelFile = { location: string; modelId: string; state: StoredModel["fileState"]; modifiedUs: number | null; refusedUs: number | null; addedAt: number };

/** What a new model is unless something else is known of it. */
export const blankModel = {
  kind: "model", notes: "", tags: [], license: "", provenance: "", isRetired: false, baseId: null, lineage: "", parts: 1, origin: null, handSet: [], settings: defaultModelSettings,
} satisfies Partial<ModelRecord>;

type ModelRow = Omit<ModelRecord, "settings" | "tags" | "origin" | "handSet" | "isRetired"> & { settings: string; tags: string; origin: string | null; handSet: string; isRetired: number };

const modelColumns = `id, name, family, version, sha256, size_bytes AS sizeBytes, architecture, parameters, quantization, context_length AS contextLength,
  template_sha256 AS templateSha256, imported_at AS importedAt, settings, kind, notes, tags, license, provenance, is_retired AS isRetired, base_id AS baseId, lineage, parts,
  origin, hand_set AS handSet`;
const fileColumns = "location, model_id AS modelId, state, modified_us AS modifiedUs, refused_us AS refusedUs, added_at AS addedAt";

/** The queries of `models`, `model_files`, `model_copies` and `model_aliases`. */
export function createModelTables(db: Database) {
  const all = db.prepare<[], ModelRow>(`SELECT ${modelColumns} FROM models ORDER BY imported_at DESC, name`);
  const one = db.prepare<[string], ModelRow>(`SELECT ${modelColumns} FROM models WHERE id = ?`);
  const byHash = db.prepare<[string], ModelRow>(`SELECT ${modelColumns} FROM models WHERE sha256 = ?`);
  const put = db.prepare(`INSERT INTO models (id, name, family, version, sha256, size_bytes, architecture, parameters, quantization, context_length, template_sha256, imported_at, settings,
      kind, notes, tags, license, provenance, is_retired, base_id, lineage, parts, origin, hand_set)
    VALUES (@id, @name, @family, @version, @sha256, @sizeBytes, @architecture, @parameters, @quantization, @contextLength, @templateSha256, @importedAt, @settings,
      @kind, @notes, @tags, @license, @provenance, @isRetired, @baseId, @lineage, @parts, @origin, @handSet)
    ON CONFLICT (id) DO UPDATE SET name = @name, family = @family, version = @version, sha256 = @sha256, settings = @settings, notes = @notes, tags = @tags, license = @license,
      provenance = @provenance, is_retired = @isRetired, base_id = @baseId, lineage = @lineage, origin = @origin, hand_set = @handSet`);
  const moveBases = db.prepare("UPDATE models SET base_id = @to WHERE base_id = @from");
  const dismiss = db.prepare("INSERT INTO dismissed_files (location, dismissed_at) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const forgetDismissed = db.prepare("DELETE FROM dismissed_files WHERE location NOT IN (SELECT location FROM dismissed_files ORDER BY dismissed_at DESC LIMIT ?)");
  const dismissed = db.prepare<[string], number>("SELECT 1 FROM dismissed_files WHERE location = ?").pluck();
  const welcome = db.prepare("DELETE FROM dismissed_files WHERE location = ?");
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

  const parse = ({ settings, tags, origin, handSet, isRetired, ...row }: ModelRow): ModelRecord => ({
    ...row,
    settings: ModelSettings.parse(JSON.parse(settings)),
    tags: Tags.parse(JSON.parse(tags)),
    origin: origin === null ? null : Origin.parse(JSON.parse(origin)),
    handSet: HandSet.parse(JSON.parse(handSet)),
    isRetired: isRetired === 1,
  });
  const row = (model: ModelRecord): ModelRow => ({
    ...model,
    settings: JSON.stringify(model.settings),
    tags: JSON.stringify(model.tags),
    origin: model.origin && JSON.stringify(model.origin),
    handSet: JSON.stringify(model.handSet),
    isRetired: model.isRetired ? 1 : 0,
  });
  const found = (row: ModelRow | undefined) => row && parse(row);

  function dropModel(id: string): void {
    dropFilesOf.run(id);
    dropAliasesOf.run(id);
    moveBases.run({ from: id, to: null });
    drop.run(id);
  }

  return {
    models: (): ModelRecord[] => all.all().map(parse),
    model: (id: string): ModelRecord | undefined => found(one.get(alias.get(id)?.modelId ?? id)),
    modelByHash: (sha256: string): ModelRecord | undefined => found(byHash.get(sha256)),
    putModel: (model: ModelRecord): void => void put.run(row(model)),
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
    /** A person took the file out: no watched folder brings it back. */
    dismiss(location: string, now: number): void {
      dismiss.run(location, now);
      forgetDismissed.run(keptDismissed);
    },
    isDismissed: (location: string): boolean => dismissed.get(location) === 1,
    welcome: (location: string): void => void welcome.run(location),
    /** `from` turned out to be `to`: its files become `to`'s, its id leads there. */
    merge: db.transaction((from: string, to: string) => {
      moveFiles.run({ from, to });
      moveAliases.run({ from, to });
      moveBases.run({ from, to });
      dropModel(from);
      putAlias.run({ from, to });
    }),
    inOne: <T>(work: () => T): T => db.transaction(work)(),
  };
}
export type ModelTables = ReturnType<typeof createModelTables>;
