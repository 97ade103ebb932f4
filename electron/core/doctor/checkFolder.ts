import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { readOwnerRecord } from "../owner/ownerRecord.ts";
import type { Finding } from "./finding.ts";

const gigabyte = 1e9;
/** Below the first the log may soon stop; below the second a large model can't be copied. */
const faultBytes = 0.2 * gigabyte;
const cautionBytes = 2 * gigabyte;

export async function checkDataFolder(dataFolder: string): Promise<Finding> {
  const found = await stat(dataFolder).catch(() => null);
  if (!found) return canMake(dataFolder);
  if (!found.isDirectory()) return { state: "fault", found: `${dataFolder} is not a folder.`, fix: "Remove it, or choose another with --data DIR." };
  const canWrite = await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK).then(() => true, () => false);
  if (!canWrite) return { state: "fault", found: `${dataFolder} can't be written by this user.`, fix: `Run \`chown -R "$USER" ${JSON.stringify(dataFolder)}\`, or choose another with --data DIR.` };
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    return { state: "caution", found: `${dataFolder} can be entered by other users of this machine.`, fix: `Run \`chmod 700 ${JSON.stringify(dataFolder)}\`.` };
  }
  const owner = readOwnerRecord(dataFolder);
  return { state: "ok", found: owner ? `${dataFolder}, used by process ${owner.pid} (${owner.kind}).` : `${dataFolder}, used by no one now.` };
}

export async function checkDisk(dataFolder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearest(dataFolder));
  const free = bavail * bsize;
  const found = `${(free / gigabyte).toFixed(1)} GB free where the data folder lies.`;
  const fix = "Free some space, or choose a folder on another disk with --data DIR.";
  if (free < faultBytes) return { state: "fault", found, fix };
  return free < cautionBytes ? { state: "caution", found, fix } : { state: "ok", found };
}

async function canMake(dataFolder: string): Promise<Finding> {
  const parent = await nearest(dataFolder);
  const canWrite = await access(parent, constants.W_OK | constants.X_OK).then(() => true, () => false);
  return canWrite
    ? { state: "ok", found: `${dataFolder} is made at the first start.` }
    : { state: "fault", found: `${dataFolder} is missing, and ${parent} can't be written by this user.`, fix: "Choose another folder with --data DIR." };
}

/** The folder itself, or the nearest one above that exists. */
async function nearest(path: string): Promise<string> {
  const exists = await stat(path).then(() => true, () => false);
  return exists || dirname(path) === path ? path : nearest(dirname(path));
}
