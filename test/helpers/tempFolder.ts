import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder for one test, gone after it, whose name has what breaks careless programs. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck #% é 日-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
