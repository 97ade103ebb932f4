import { readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { walkFolder } from "./walkFolder.ts";

const mostManifestBytes = 1024 * 1024;
const kinds = ["application/vnd.ollama.image.model", "application/vnd.ollama.image.projector", "application/vnd.ollama.image.adapter"];

const Manifest = z.object({ layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })).max(1000) });

/** `sha256`: what the store says of the blob's bytes. */
export type NamedBlob = { path: string; name: string; sizeBytes: number; sha256: string };

/** `registry.host/library/llama3/8b` is called `llama3:8b`; others keep their owner. */
function nameOf(manifest: string): string {
  const parts = manifest.split(sep).slice(1);
  const tag = parts.pop() ?? "";
  return `${(parts[0] === "library" ? parts.slice(1) : parts).join("/")}:${tag}`;
}

/** The blobs that the manifests of an Ollama folder name as models, projectors or adapters; manifests that can't be read are skipped. */
export async function* ollamaFiles(folder: string, signal: AbortSignal): AsyncGenerator<NamedBlob> {
  const manifests = join(folder, "manifests");
  const given = new Set<string>();
  for await (const { path, sizeBytes } of walkFolder(manifests, signal)) {
    if (sizeBytes > mostManifestBytes) continue;
    const text = await readFile(path, "utf8").catch(() => "");
    const manifest = Manifest.safeParse(json(text));
    if (!manifest.success) continue;
    for (const { mediaType, digest } of manifest.data.layers) {
      const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
      if (!kinds.includes(mediaType) || sha256 === undefined || given.has(sha256)) continue;
      given.add(sha256);
      const blob = join(folder, "blobs", `sha256-${sha256}`);
      const seen = await stat(blob).catch(() => null);
      if (seen?.isFile()) yield { path: blob, name: nameOf(relative(manifests, path)), sizeBytes: seen.size, sha256 };
    }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
