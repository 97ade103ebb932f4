import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { blankModel, type ModelTables } from "./modelTables.ts";

const prefix = "embedded:";
const provenance = "Comes with Tapedeck.";

/** What `resources/models/manifest.json` says of the files beside it. */
const Manifest = z.object({
  models: z.array(
    z.object({
      file: z.string().regex(/^[\w.-]+$/),
      name: z.string(),
      family: z.string(),
      version: z.string(),
      licence: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      sizeBytes: z.int(),
      architecture: z.string(),
      parameters: z.int(),
      quantization: z.string(),
      contextLength: z.int(),
      templateSha256: z.string().nullable(),
    }),
  ),
});

export const isEmbedded = (location: string) => location.startsWith(prefix);

/** The path of a location. `embedded:<file>` lies with the app, wherever that is now. */
export function pathOfLocation(location: string, resourcesFolder: string): string {
  return isEmbedded(location) ? join(resourcesFolder, "models", location.slice(prefix.length)) : location;
}

/** Puts the models that come with this version of the app into the library. They can be used at once; their bytes are checked later. */
export function addEmbeddedModels(tables: ModelTables, resourcesFolder: string, newId: () => string, now: number): void {
  const { models } = Manifest.parse(JSON.parse(readFileSync(join(resourcesFolder, "models", "manifest.json"), "utf8")));
  for (const { file, licence, ...entry } of models) {
    const location = `${prefix}${file}`;
    const place = tables.file(location);
    const model = tables.modelByHash(entry.sha256);
    if (place && place.modelId === model?.id) continue;
    tables.inOne(() => {
      // An older version of the app brought other bytes under this name.
      const former = place && tables.model(place.modelId);
      const id = model?.id ?? newId();
      const person = former && { notes: former.notes, tags: former.tags, isRetired: former.isRetired, settings: former.settings };
      if (!model) tables.putModel({ ...blankModel, ...entry, license: licence, provenance, ...person, id, importedAt: now });
      tables.putFile({ location, modelId: id, state: "ready", modifiedUs: null, refusedUs: null, addedAt: now });
      if (former && tables.filesOf(former.id).length === 0) tables.dropModel(former.id);
    });
  }
}
