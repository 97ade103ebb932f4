import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own of `sizeMb`, which can be filled and freed; null where this user may not mount one. */
export function mountSmallDisk(sizeMb: number) {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const fillers: string[] = [];
  return {
    folder,
    fill(): void {
      for (const size of [100_000, 4096]) {
        try {
          for (;;) {
            const path = join(folder, `filler ${fillers.length}`);
            fillers.push(path);
            writeFileSync(path, Buffer.alloc(size));
          }
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
    },
    free(): void {
      for (const path of fillers.splice(0)) rmSync(path, { force: true });
    },
    unmount(): void {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
