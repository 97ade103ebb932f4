import type { Database } from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { defaultSettings, Settings } from "../../../shared/schemas/app.ts";

const maxRememberedChars = 64 * 1024;
const maxRemembered = 500;

/** What the person chose, and what pages remember of themselves, in `tapedeck.sqlite`. */
export function createSettings({ db, now }: { db: Database; now: () => number }) {
  const all = db.prepare<[], { key: string; value: string }>("SELECT key, value FROM settings");
  const put = db.prepare("INSERT INTO settings (key, value) VALUES (@key, @value) ON CONFLICT DO UPDATE SET value = excluded.value");
  const recalled = db.prepare<[string], string>("SELECT value FROM remembered WHERE key = ?").pluck();
  const remember = db.prepare("INSERT INTO remembered (key, value, changed_at) VALUES (@key, @value, @changedAt) ON CONFLICT DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at");
  const forget = db.prepare("DELETE FROM remembered WHERE key NOT IN (SELECT key FROM remembered ORDER BY changed_at DESC LIMIT ?)");
  const listeners = new Set<(settings: Settings) => void>();

  /** A value that this version does not know any more counts as not set. */
  function read(): Settings {
    const settings = { ...defaultSettings };
    for (const { key, value } of all.all()) {
      const parsed = Settings.partial().safeParse({ [key]: JSON.parse(value) as unknown });
      if (parsed.success) Object.assign(settings, parsed.data);
    }
    return settings;
  }
  let current = read();

  return {
    get: (): Settings => current,
    set(changes: Partial<Settings>): Settings {
      db.transaction(() => {
        for (const [key, value] of Object.entries(changes)) if (value !== undefined) put.run({ key, value: JSON.stringify(value) });
      })();
      current = read();
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange: (listener: (settings: Settings) => void) => void listeners.add(listener),
    recall({ key }: { key: string }): { value: unknown } {
      const value = recalled.get(key);
      return { value: value === undefined ? null : (JSON.parse(value) as unknown) };
    },
    remember({ key, value }: { key: string; value?: unknown }): Record<string, never> {
      const text = JSON.stringify(value ?? null);
      if (text.length > maxRememberedChars) throw new AppError("too-large", `What “${key}” wants remembered has ${text.length} characters; ${maxRememberedChars} is the limit.`);
      remember.run({ key, value: text, changedAt: now() });
      forget.run(maxRemembered);
      return {};
    },
  };
}
