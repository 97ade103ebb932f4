import { expect, it } from "vitest";
import { migratedTo, oneModel } from "../helpers/migratedTo.ts";

it("adds lineage to a database of version 4, and keeps the families and versions that it has", () => {
  const db = migratedTo(5, oneModel);
  expect(db.prepare("SELECT family, version, kind, notes, tags, license, provenance, is_retired, base_id, lineage, parts, origin, hand_set FROM models").get()).toEqual({
    family: "mine", version: "7", kind: "model", notes: "", tags: "[]", license: "", provenance: "", is_retired: 0, base_id: null, lineage: "", parts: 1, origin: null, hand_set: '["family","version"]',
  });
  expect(() => db.exec("UPDATE models SET kind = 'picture'")).toThrow(/CHECK/);
});
