import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CatalogEntry } from "../../../../shared/schemas/pull.ts";

const Catalog = z.object({ models: z.array(CatalogEntry) });

/** The models that `resources/catalog.json` offers. It ships with the app: one that can't be read is a fault of the build, and throws. */
export function readCatalog(resourcesFolder: string): CatalogEntry[] {
  return Catalog.parse(JSON.parse(readFileSync(join(resourcesFolder, "catalog.json"), "utf8"))).models;
}
