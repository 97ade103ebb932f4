import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Manifest = z.object({ models: z.array(z.object({ sha256: z.string() })) });

/** Hashes of the models that come with Tapedeck, from `models/manifest.json` in its resources. */
export function shippedHashes(resourcesFolder: string): ReadonlySet<string> {
  const { models } = Manifest.parse(JSON.parse(readFileSync(join(resourcesFolder, "models", "manifest.json"), "utf8")));
  return new Set(models.map(({ sha256 }) => sha256));
}
