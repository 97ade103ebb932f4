import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Who holds a data folder, for others to read. It may be of an owner that was killed: only the lock says whether it lives. */
export const OwnerRecord = z.object({
  pid: z.int(),
  /** A command ends by itself; the others stay until they are closed. */
  kind: z.enum(["window", "serve", "command"]),
  socket: z.string(),
  /** Where a browser finds it, without the token; null: nowhere. */
  url: z.string().nullable(),
});
export type OwnerRecord = z.infer<typeof OwnerRecord>;

const pathIn = (dataFolder: string) => join(dataFolder, "owner.json");

/** Null where there is none, or one that was cut off. */
export function readOwnerRecord(dataFolder: string): OwnerRecord | null {
  try {
    return OwnerRecord.parse(JSON.parse(readFileSync(pathIn(dataFolder), "utf8")));
  } catch {
    return null;
  }
}

export function writeOwnerRecord(dataFolder: string, record: OwnerRecord): void {
  const path = pathIn(dataFolder);
  writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function removeOwnerRecord(dataFolder: string): void {
  rmSync(pathIn(dataFolder), { force: true });
}
