import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { FolderListing } from "../../../shared/schemas/app.ts";

/** More than a person scrolls through; a longer folder is cut here. */
const maxEntries = 5000;

/** Folders, then files, each by name; what can't be looked at is left out. Throws `not-found`, `bad-request` (not a folder) and `forbidden`. */
export async function listFolder(path: string = homedir()): Promise<FolderListing> {
  const folder = resolve(path);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw refusal(folder, error);
  });
  const entries = await Promise.all(names.slice(0, maxEntries).map((name) => entryOf(name, join(folder, name))));
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: entries.filter((entry) => entry !== null).sort((a, b) => (a.kind === b.kind ? a.name.localeCompare(b.name) : a.kind === "folder" ? -1 : 1)),
  };
}

async function entryOf(name: string, path: string): Promise<FolderListing["entries"][number] | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return { name, path, kind: "folder", sizeBytes: null };
  return found?.isFile() ? { name, path, kind: "file", sizeBytes: found.size } : null;
}

function refusal(folder: string, error: NodeJS.ErrnoException): AppError {
  if (error.code === "ENOENT") return new AppError("not-found", `There is no folder ${folder}.`, { cause: error });
  if (error.code === "ENOTDIR") return new AppError("bad-request", `${folder} is not a folder.`, { cause: error });
  return new AppError("forbidden", `${folder} can't be listed: ${error.message}.`, { fix: "Choose another folder, or change its permissions.", cause: error });
}
