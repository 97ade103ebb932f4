import type { Database } from "better-sqlite3";
import { z } from "zod";
import { noRedaction, Redaction } from "../../../shared/schemas/redaction.ts";
import { defaultRetention, Retention } from "../../../shared/schemas/retention.ts";

/** Retention and redaction as they are set, in `tapedeck.sqlite`. */
export function createCareSettings(db: Database) {
  const get = db.prepare<[string], string>("SELECT value FROM care_settings WHERE key = ?").pluck();
  const put = db.prepare("INSERT INTO care_settings (key, value) VALUES (@key, @value) ON CONFLICT DO UPDATE SET value = excluded.value");

  function setting<T>(key: string, schema: z.ZodType<T>, unset: T) {
    return {
      get(): T {
        const value = get.get(key);
        return value === undefined ? unset : schema.parse(JSON.parse(value));
      },
      set: (value: T): void => void put.run({ key, value: JSON.stringify(value) }),
    };
  }
  return {
    retention: setting("retention", Retention, defaultRetention),
    redaction: setting("redaction", Redaction, noRedaction),
    /** When the daily retention began last, in epoch milliseconds. */
    lastRetentionAt: setting("lastRetentionAt", z.number(), 0),
  };
}
export type CareSettings = ReturnType<typeof createCareSettings>;
