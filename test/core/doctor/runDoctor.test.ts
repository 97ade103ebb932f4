import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDoctor } from "../../../electron/core/doctor/runDoctor.ts";
import { places } from "../../../electron/core/places.ts";

let dataFolder: string;
beforeEach(() => void (dataFolder = mkdtempSync(join(tmpdir(), "tapedeck doctor #% é-"))));
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const check = async (folder = dataFolder) => Object.fromEntries((await runDoctor({ dataFolder: folder, databaseCheckEntry: places.databaseCheck })).map((each) => [each.name, each]));

describe("the doctor", () => {
  it("finds this machine sound, and says what it found", async () => {
    const checks = await check();
    expect(Object.keys(checks)).toEqual(["Versions", "Data folder", "Disk", "Databases", "Write-ahead logs", "Memory", "GPU", "Engine", "Ports", "Commands"]);
    expect(checks["Versions"]).toMatchObject({ state: "ok", found: expect.stringContaining(process.versions.node) });
    expect(checks["Engine"]!.found).toContain("linux-x64");
    for (const { found, state, fix } of Object.values(checks)) {
      expect(found).not.toBe("");
      expect(state === "ok" || fix !== null).toBe(true);
    }
  });

  it("leaves a folder that is missing unmade", async () => {
    expect((await check(join(dataFolder, "a/b")))["Data folder"]).toMatchObject({ state: "ok", found: expect.stringContaining("is made at the first start") });
    expect(await check(join(dataFolder, "a/b"))).toMatchObject({ Databases: { state: "ok" } });
  });

  it("names a damaged and a sound database", async () => {
    mkdirSync(join(dataFolder, "log"));
    new Database(join(dataFolder, "log", "2026-01.sqlite")).exec("CREATE TABLE a (b); INSERT INTO a VALUES (1)").close();
    expect((await check())["Databases"]).toMatchObject({ state: "ok", found: "1 file is sound." });
    writeFileSync(join(dataFolder, "tapedeck.sqlite"), "no database at all, but long enough to be read as one");
    expect((await check())["Databases"]).toMatchObject({ state: "fault", found: expect.stringMatching(/^tapedeck\.sqlite can't be read: /), fix: expect.stringContaining("--start-new") });
  });

  it("sees that others may read the data, and that a file is in the way", async () => {
    chmodSync(dataFolder, 0o755);
    expect((await check())["Data folder"]).toMatchObject({ state: "caution", fix: expect.stringContaining("chmod 700") });
    writeFileSync(join(dataFolder, "file"), "");
    expect((await check(join(dataFolder, "file")))["Data folder"]).toMatchObject({ state: "fault" });
  });
});
