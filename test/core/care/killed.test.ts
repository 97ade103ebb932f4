import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readManifest } from "../../../electron/core/care/backup/readManifest.ts";
import { verifyBackup } from "../../../electron/core/care/backup/verifyBackup.ts";
import { never, openTestCare } from "../../helpers/openTestCare.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const program = fileURLToPath(new URL("../../helpers/backUpUntilKilled.ts", import.meta.url));

it("leaves nothing that passes for a backup when it is killed in the middle, and the next one works", async () => {
  const test = await openTestCare();
  const text = Array.from({ length: 40_000 }, (_, n) => (n * 7919).toString(36)).join(" ");
  for (let n = 0; n < 25; n++) {
    const { id } = test.log.begin(sampleStart(`${n} ${text}`));
    await test.log.finish(id, sampleOutcome(`${n} ${text}`));
  }
  let cut = 0;
  for (const afterMs of [0, 10, 30]) {
    const folder = tempFolder();
    const path = join(folder, "backup");
    const child = spawn(process.execPath, [program, test.dataFolder, path], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await once(child, "message");
    await delay(afterMs);
    child.kill("SIGKILL");
    await once(child, "exit");
    if (existsSync(path)) {
      for (const _ of verifyBackup({ path }));
      continue;
    }
    cut++;
    expect(readdirSync(folder).every((name) => name === "backup.unfinished")).toBe(true);
    expect(() => readManifest(path)).toThrow("no whole backup");
    expect(() => readManifest(`${path}.unfinished`)).toThrow("no whole backup");
    await test.done(await test.care.backup({ path }, never));
    for (const _ of verifyBackup({ path }));
    expect(readdirSync(folder)).toEqual(["backup"]);
  }
  expect(cut).toBeGreaterThan(0);
}, 60_000);
