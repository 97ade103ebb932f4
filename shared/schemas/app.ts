import { z } from "zod";

/** `gpu` is the choice for models that say `auto`. */
export const Settings = z.object({
  theme: z.enum(["system", "light", "dark"]),
  timeZone: z.enum(["local", "utc"]),
  gpu: z.enum(["auto", "off", "cuda", "vulkan", "metal"]),
  /** SQLite's `synchronous` of the log: `normal` survives kill -9, `full` also a power loss. */
  durability: z.enum(["normal", "full"]),
  /** Folders whose new GGUF files come into the library by themselves, where they lie. */
  watchFolders: z.array(z.string().min(1).max(32_768)).max(100),
});
export type Settings = z.infer<typeof Settings>;
export const defaultSettings: Settings = { theme: "system", timeZone: "local", gpu: "auto", durability: "normal", watchFolders: [] };

export const AppInfo = z.object({
  version: z.string(),
  dataFolder: z.string(),
  node: z.string(),
  engine: z.string(),
  platform: z.string(),
  cores: z.int(),
  pid: z.int(),
  startedAt: z.number(),
  /** Things that a person must know since this start: a database moved aside, interrupted interactions. */
  notices: z.array(z.object({ title: z.string(), body: z.string() })),
});
export type AppInfo = z.infer<typeof AppInfo>;

/** One second of the machine. Bytes and fractions; nulls are not known. */
export const SystemSample = z.object({
  at: z.number(),
  cpu: z.number().nullable(),
  memoryUsedBytes: z.number(),
  memoryTotalBytes: z.number(),
  gpus: z.array(z.object({ name: z.string(), utilization: z.number().nullable(), memoryUsedBytes: z.number().nullable(), memoryTotalBytes: z.number().nullable() })),
});
export type SystemSample = z.infer<typeof SystemSample>;

export const DoctorCheck = z.object({ name: z.string(), state: z.enum(["ok", "caution", "fault"]), found: z.string(), fix: z.string().nullable() });
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/** A file on the core's machine, for the browser's picker. */
export const FolderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(["folder", "file"]), sizeBytes: z.number().nullable() })),
});
export type FolderListing = z.infer<typeof FolderListing>;
