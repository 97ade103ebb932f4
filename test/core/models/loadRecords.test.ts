import { expect, it } from "vitest";
import { createLoadRecords } from "../../../electron/core/models/runtime/loadRecords.ts";
import { AppError, toFailure } from "../../../shared/errors.ts";
import { defaultModelSettings } from "../../../shared/schemas/model.ts";
import { openMain, ownFolder } from "./openLibrary.ts";

const small = { ...defaultModelSettings, contextTokens: 1024 };
const large = { ...defaultModelSettings, contextTokens: 1_000_000 };
const tooLarge = toFailure(new AppError("model-load-failed", "It needs 9 GB, and 1 GB are free.", { details: { neededBytes: 9e9 } }));

function open(db = openMain(ownFolder())) {
  db.exec(`INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
    VALUES ('mdl_1', 'a', 'a', '1', 10, 'llama', 5, 'Q8_0', 512, 0, '{}') ON CONFLICT DO NOTHING`);
  let at = 0;
  return { db, records: (machine = "here") => createLoadRecords({ db, machine, now: () => ++at }) };
}

it("remembers the settings that answered last, what they took, and what others failed with", () => {
  const records = open().records();
  expect(records.lastGood("mdl_1")).toBeNull();
  records.begun("mdl_1", small);
  records.worked("mdl_1", small, 0);
  expect(records.lastGood("mdl_1")).toBeNull();
  records.answered("mdl_1", small, 5e8);
  records.begun("mdl_1", large);
  records.failed("mdl_1", large, tooLarge);
  expect(records.lastGood("mdl_1")).toEqual(small);
  expect(records.measured("mdl_1", small)).toMatchObject({ bytes: 5e8 });
  expect(records.measured("mdl_1", large)).toBeNull();
  expect(records.failureOf("mdl_1", large)).toMatchObject({ code: "model-load-failed", message: tooLarge.message, details: { neededBytes: 9e9 } });
  expect(records.failureOf("mdl_1", small)).toBeNull();
  expect(records.lastFailure("mdl_1")).toMatchObject({ message: tooLarge.message });
});

it("counts a load that the end of Tapedeck cut short as failed, and one that was given up as nothing", () => {
  const { records } = open();
  records().begun("mdl_1", large);
  expect(records().lastFailure("mdl_1")).toMatchObject({ message: "Tapedeck ended while the model was loading." });
  const again = records();
  again.begun("mdl_1", large);
  again.givenUp("mdl_1", large);
  expect(records().lastFailure("mdl_1")).toBeNull();
});

it("knows nothing of other machines", () => {
  const { records } = open();
  records().begun("mdl_1", small);
  records().worked("mdl_1", small, 12);
  records().answered("mdl_1", small, 5e8);
  expect(records().hasUsedGpu()).toBe(true);
  expect(records("elsewhere").lastGood("mdl_1")).toBeNull();
  expect(records("elsewhere").hasUsedGpu()).toBe(false);
});

it("keeps a bounded number of settings of a model", () => {
  const { db, records } = open();
  const kept = records();
  for (let contextTokens = 64; contextTokens < 164; contextTokens++) kept.begun("mdl_1", { ...small, contextTokens });
  expect(db.prepare("SELECT count(*) FROM model_loads").pluck().get()).toBe(50);
});
