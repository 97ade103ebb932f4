import { resolve } from "node:path";
import { restoreOver } from "../../core/care/backup/restoreOver.ts";
import { claimFolder } from "../../core/owner/claimFolder.ts";
import { places } from "../../core/places.ts";
import type { Context } from "../context.ts";
import { formatBytes } from "../format.ts";

/**
 * Puts a backup in the place of a data folder that nobody uses; what was there goes aside. Throws `data-folder-owned` where a Tapedeck
 * runs on it, and leaves everything as it was where the backup is not whole.
 */
export async function restore(folder: string, { output, signal, dataFolder }: Context): Promise<number> {
  const target = await dataFolder();
  const claim = claimFolder(target);
  try {
    let shownAt = performance.now();
    const aside = await restoreOver({
      entry: places.care, path: resolve(folder), dataFolder: target, now: Date.now, signal,
      report({ doneBytes, totalBytes }) {
        if (performance.now() - shownAt < 1000) return;
        shownAt = performance.now();
        output.note(`${formatBytes(doneBytes)} of ${formatBytes(totalBytes)} verified`);
      },
    });
    if (output.isJson) await output.document({ dataFolder: target, before: aside });
    else await output.line(`${target} holds the backup now.${aside ? ` What was there before lies in ${aside}.` : ""}`);
    return 0;
  } finally {
    claim.release();
  }
}
