import { z } from "zod";

/** The name of the file that makes a folder a backup; it is written last. */
export const manifestName = "tapedeck-backup.json";

export const BackupFile = z.object({
  /** From the backup's folder, with `/`. */
  path: z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w./-]+$/),
  sizeBytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** SQLite's `user_version`; null: no database. */
  version: z.int().nullable(),
});
export type BackupFile = z.infer<typeof BackupFile>;

/** `leftOut`: what lies in the data folder and is not in the backup. */
export const BackupManifest = z.object({ format: z.literal("tapedeck-backup 1"), tapedeck: z.string(), createdAt: z.number(), files: z.array(BackupFile), leftOut: z.array(z.string()) });
export type BackupManifest = z.infer<typeof BackupManifest>;

/** A backup that was made from this data folder. `isThere`: its manifest lies where it was written. */
export const Backup = z.object({ path: z.string(), createdAt: z.number(), sizeBytes: z.number(), files: z.int(), isThere: z.boolean(), verifiedAt: z.number().nullable() });
export type Backup = z.infer<typeof Backup>;

const Folder = z.string().min(1).max(32_768);
export const BackupRequest = z.object({ path: Folder });
/** `into`: a new folder, which becomes a data folder. */
export const RestoreRequest = z.object({ path: Folder, into: Folder });
