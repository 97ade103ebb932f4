import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { prepareInteraction } from "../../../electron/core/interactions/ingest/prepareInteraction.ts";
import { openMonth } from "../../../electron/core/interactions/writing/openMonth.ts";
import { createRepeats } from "../../../electron/core/interactions/bodies/repeats.ts";
import { createRunningTexts } from "../../../electron/core/interactions/writing/runningTexts.ts";
import { incomingSample } from "../../bench/log/incomingSamples.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck-tags-"));
let month: ReturnType<typeof openMonth> | undefined;
afterEach(() => {
  month?.db.close();
  rmSync(folder, { recursive: true, force: true });
});

it("puts tags on an interaction and takes them off, in its row and where tags are looked up", () => {
  const repeats = createRepeats();
  const open = openMonth({ path: join(folder, "2026-11.sqlite"), durability: "normal", repeats, texts: createRunningTexts(), report: () => {} });
  month = open;
  const item = prepareInteraction({ ...incomingSample(1, Date.UTC(2026, 10, 25)), tags: ["queue-1", "old"] }, "int_01m5x739a724yn71egy6", repeats);
  open.inTransaction(() => open.interactions.put(item, false));
  const tagsOf = () => JSON.parse(open.db.prepare<[], string>("SELECT tags FROM interactions").pluck().get()!) as string[];
  const found = () => open.db.prepare<[], string>("SELECT tag FROM interaction_tags ORDER BY tag").pluck().all();
  const tag = (add: string[], remove: string[]) => open.inTransaction(() => open.tag("int_01m5x739a724yn71egy6", { add, remove }));

  expect(tag(["escalated"], ["old"])).toBe(true);
  expect(tagsOf()).toEqual(["queue-1", "escalated"]);
  expect(found()).toEqual(["escalated", "queue-1"]);
  expect(tag(["escalated"], ["old"])).toBe(false);
  expect(tag(Array.from({ length: 120 }, (_, n) => `more-${n}`), [])).toBe(true);
  expect(tagsOf()).toHaveLength(100);
  expect(open.inTransaction(() => open.tag("int_nowhere", { add: ["a"], remove: [] }))).toBe(false);
});
