import { readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";

/** Names of pieces that were cut at any byte, by `split -b` and the like: the whole file's name, then which piece. */
const cutEnding = /^(.+\.gguf)(?:[-._](?:part|split)[-._]?(?:\d{1,4}(?:[-_]?of[-_]?\d{1,4})?|[a-z]{1,3})|\.\d{1,4}|\.[a-d][a-z])$/i;
const mostPieces = 100;

const quoted = (name: string) => `'${name.replaceAll("'", `'\\''`)}'`;

/** The name of the whole file that `path` is a cut piece of, by its own name; null: it is none. */
export function cutFrom(path: string): string | null {
  return cutEnding.exec(basename(path))?.[1] ?? null;
}

/** Says that the file is a piece of one that was cut, and how to join the pieces that lie beside it; null where its name does not look like it. */
export async function explainCut(path: string): Promise<string | null> {
  const whole = cutFrom(path);
  if (whole === null) return null;
  const beside = await readdir(dirname(path)).catch(() => []);
  const pieces = beside.filter((name) => cutFrom(name) === whole).sort((a, b) => a.localeCompare(b, "en", { numeric: true })).slice(0, mostPieces);
  const command = process.platform === "win32" ? `copy /b ${pieces.map((name) => `"${name}"`).join(" + ")} "${whole}"` : `cat ${pieces.map(quoted).join(" ")} > ${quoted(whole)}`;
  return `The file is a piece of ${whole}, which was cut into pieces of bytes. Join them first (${command}), then import ${whole}.`;
}
