import { realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { toFailure } from "../../../../shared/errors.ts";
import { whyNotRunnable } from "../../../../shared/gguf/kinds.ts";
import { ModelKind, type FoundFile } from "../../../../shared/schemas/model.ts";
import { readGguf } from "../readGguf.ts";
import { cutFrom } from "../splits/explainCut.ts";
import { firstPart, splitName } from "../splits/splitName.ts";
import { ollamaFiles } from "./ollamaFiles.ts";
import type { Place } from "./storePlaces.ts";
import { walkFolder } from "./walkFolder.ts";

type Seen = { path: string; place: Place["place"]; name: string; sizeBytes: number; sha256: string | null };
type Options = {
  signal: AbortSignal;
  /** The model of the library at a path, or with the hash that a store gives. */
  idOf: (path: string, sha256: string | null) => string | null;
  /** Called after each file that was looked at, GGUF or not. */
  onFile: () => void;
};

const isGgufName = (path: string) => /\.gguf$/i.test(path);

/** A store of blobs beside names that are links to them: only the names are of use. */
const isHubBlob = (path: string, folder: string) => path.slice(folder.length).split(sep).includes("blobs");

async function hashInHub(path: string): Promise<string | null> {
  const blob = basename(await realpath(path).catch(() => ""));
  return /^[0-9a-f]{64}$/.test(blob) ? blob : null;
}

async function* filesOf({ place, folder }: Place, { signal, onFile }: Options): AsyncGenerator<Seen> {
  if (place === "ollama") {
    for await (const file of ollamaFiles(folder, signal)) yield { ...file, place };
    return;
  }
  for await (const { path, sizeBytes } of walkFolder(folder, signal)) {
    onFile();
    if (place === "hugging-face" ? isGgufName(path) && !isHubBlob(path, folder) : isGgufName(path) || cutFrom(path) !== null) {
      yield { path, place, name: basename(path), sizeBytes, sha256: place === "hugging-face" ? await hashInHub(path) : null };
    }
  }
}

/** Looks into the file's header: what it is, or why it can't be imported. */
async function lookAt({ path, place, name, sizeBytes, sha256 }: Seen, idOf: Options["idOf"]): Promise<FoundFile> {
  const found: FoundFile = { path, place, name, kind: null, quantization: "", sizeBytes, modelId: idOf(path, sha256) ?? idOf(await realpath(path).catch(() => path), null), problem: null };
  try {
    const { kind, inspection, paths } = await readGguf(path);
    const known = ModelKind.safeParse(kind);
    if (!known.success) return { ...found, problem: whyNotRunnable(kind) };
    const at = paths[0]!;
    return { ...found, path: at, name: paths.length > 1 ? basename(at) : name, kind: known.data, quantization: inspection.quantization, sizeBytes: inspection.sizeBytes, modelId: idOf(at, sha256) ?? found.modelId };
  } catch (error) {
    return { ...found, problem: toFailure(error).message };
  }
}

/** Equal for files that are one entry: links to the same bytes, the parts of a split model, the pieces of a cut one. */
async function keyOf(path: string): Promise<string> {
  const joined = splitName(path) ? basename(firstPart(path)) : cutFrom(path);
  if (joined === null) return realpath(path).catch(() => path);
  return join(await realpath(dirname(path)).catch(() => dirname(path)), joined);
}

/**
 * All GGUF files in the places, each once, however many links lead to it; a split model is one, at its first part. Reads only. Throws
 * when `signal` aborts.
 */
export async function* scanPlaces(places: Place[], options: Options): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const place of places) {
    for await (const file of filesOf(place, options)) {
      const key = await keyOf(file.path);
      if (seen.has(key)) continue;
      seen.add(key);
      options.signal.throwIfAborted();
      yield await lookAt(file, options.idOf);
    }
  }
}
