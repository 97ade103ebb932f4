import { createHash } from "node:crypto";

/** What Hive, Spark and DuckDB write and read for a value that is not there. */
const nothing = "__HIVE_DEFAULT_PARTITION__";
/** File systems take 255 bytes. */
const longestBytes = 200;

/** `day=2026-11-25/model=NAME`; what a folder's name can't hold is percent-encoded, as DuckDB, Hive and Spark read it. A name that is too long is cut, and told apart by its hash. */
export function partitionFolder(day: string, model: string | null): string {
  return `day=${day}/model=${model === null || model === "" ? nothing : folderName(model.toWellFormed())}`;
}

function folderName(model: string): string {
  const encoded = model.replaceAll(/[^\w .@+~-]/gu, (letter) => encodeURIComponent(letter)).replaceAll(/['()*!]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const name = encoded.replace(/[. ]$/, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  if (name.length <= longestBytes) return name;
  const cut = name.slice(0, longestBytes).replace(/%.?$/, "");
  return `${cut}-${createHash("sha256").update(model).digest("hex").slice(0, 12)}`;
}
