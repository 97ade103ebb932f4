import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { createSettings } from "../../../electron/core/settings/settings.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { defaultSettings } from "../../../shared/schemas/app.ts";

function openSettings(db = new Sqlite(":memory:")) {
  if (db.pragma("user_version", { simple: true }) === 0) for (const step of mainMigrations) db.exec(step as string);
  db.pragma(`user_version = ${mainMigrations.length}`);
  let time = 0;
  return { db, settings: createSettings({ db, now: () => ++time }) };
}

describe("settings", () => {
  it("are the defaults until one is set, stay over a restart, and are told to whoever listens", () => {
    const { db, settings } = openSettings();
    expect(settings.get()).toEqual(defaultSettings);
    const told: string[] = [];
    settings.onChange(({ theme }) => void told.push(theme));
    expect(settings.set({ theme: "dark" })).toEqual({ ...defaultSettings, theme: "dark" });
    expect(told).toEqual(["dark"]);
    expect(openSettings(db).settings.get()).toEqual({ ...defaultSettings, theme: "dark" });
  });

  it("that this version does not know, or any more, do not keep it from starting", () => {
    const { db } = openSettings();
    db.exec(`INSERT INTO settings VALUES ('theme', '"sepia"'), ('moonPhase', '3'), ('timeZone', '"utc"')`);
    expect(openSettings(db).settings.get()).toEqual({ ...defaultSettings, timeZone: "utc" });
  });
});

describe("what a page remembers", () => {
  it("comes back as it was, and null before it was there", () => {
    const { db, settings } = openSettings();
    expect(settings.recall({ key: "panes" })).toEqual({ value: null });
    settings.remember({ key: "panes", value: { widths: [1, 2], name: "é\ud800\0" } });
    expect(openSettings(db).settings.recall({ key: "panes" })).toEqual({ value: { widths: [1, 2], name: "é\ud800\0" } });
  });

  it("is refused when it is too large, and the oldest of too many is forgotten", () => {
    const { settings } = openSettings();
    expect(() => settings.remember({ key: "big", value: "x".repeat(65_536) })).toThrow(expect.objectContaining({ code: "too-large" }));
    for (let n = 0; n <= 500; n++) settings.remember({ key: `key ${n}`, value: n });
    expect([settings.recall({ key: "key 0" }), settings.recall({ key: "key 1" }), settings.recall({ key: "key 500" })]).toEqual([{ value: null }, { value: 1 }, { value: 500 }]);
  });
});
