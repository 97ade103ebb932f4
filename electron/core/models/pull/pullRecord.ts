import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PullRequest } from "../../../../shared/schemas/pull.ts";

/** What was said of a file when its first bytes came: what an earlier pull may go on with is judged by it. */
const Expected = z.object({
  name: z.string(),
  sizeBytes: z.number().nullable(),
  /** By the hub. */
  sha256: z.string().nullable(),
  /** A strong ETag (RFC 9110, 8.8.1). */
  etag: z.string().nullable(),
});
export type Expected = z.infer<typeof Expected>;

/** `address`: where the first file is; `target`: the folder that the files are being moved to, null while they are fetched. */
const PullRecord = z.object({ request: PullRequest, startedAt: z.number(), address: z.url().nullable(), target: z.string().nullable(), files: z.array(Expected) });
export type PullRecord = z.infer<typeof PullRecord>;

const recordName = "pull.json";

/** The folder of a pull in `incoming`: one URI, one folder. */
export const folderOf = (incoming: string, uri: string): string => join(incoming, createHash("sha256").update(uri).digest("hex").slice(0, 16));

/** Null where there is none, or none that can be read. */
export function readRecord(folder: string): PullRecord | null {
  try {
    return PullRecord.parse(JSON.parse(readFileSync(join(folder, recordName), "utf8")));
  } catch {
    return null;
  }
}

/** Makes the folder. Under its name only when it is whole; an address may be a secret, so only this user reads it. */
export async function writeRecord(folder: string, record: PullRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, recordName);
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(JSON.stringify(record));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

export const removeRecord = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** The records in `incoming`, each with its folder. */
export function readRecords(incoming: string): { folder: string; record: PullRecord }[] {
  const names = existsSync(incoming) ? readdirSync(incoming) : [];
  return names.flatMap((name) => {
    const folder = join(incoming, name);
    const record = readRecord(folder);
    return record ? [{ folder, record }] : [];
  });
}
