import { describe, expect, it } from "vitest";
import { byType, shownTensors, tensorTable } from "../../../renderer/features/models/inspect/tensorRows.ts";
import { markedLines } from "../../../renderer/features/models/inspect/markedLines.ts";
import { createTemplateDiffStore } from "../../../renderer/features/models/inspect/templateDiffStore.ts";
import { createTensorsStore } from "../../../renderer/features/models/inspect/tensorsStore.ts";
import type { TensorRow } from "../../../shared/schemas/model.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { fakeModel } from "../../helpers/fakeModels.ts";
import { linkTo } from "../../helpers/linkTo.ts";

const rows: TensorRow[] = [
  { name: "token_embd.weight", shape: [64, 100], type: "Q8_0", sizeBytes: 6800, bitsPerWeight: 8.5 },
  { name: "blk.10.attn_q.weight", shape: [64, 64], type: "Q4_K", sizeBytes: 2304, bitsPerWeight: 4.5 },
  { name: "blk.2.attn_q.weight", shape: [64, 64], type: "Q4_K", sizeBytes: 2304, bitsPerWeight: 4.5 },
  { name: "output_norm.weight", shape: [64], type: "F32", sizeBytes: 256, bitsPerWeight: 32 },
];

describe("the table of tensors", () => {
  it("stands in the file's order until it is sorted, numbers in names as numbers", () => {
    expect(shownTensors(rows, "", null)).toEqual(rows);
    expect(shownTensors(rows, "blk", "name").map(({ name }) => name)).toEqual(["blk.2.attn_q.weight", "blk.10.attn_q.weight"]);
    expect(shownTensors(rows, "", "-bits")[0]!.name).toBe("output_norm.weight");
    expect(shownTensors(rows, "", "-shape")[0]!.name).toBe("token_embd.weight");
  });

  it("is filtered by every word, in name, type or shape", () => {
    expect(shownTensors(rows, "attn q4_k", null)).toHaveLength(2);
    expect(shownTensors(rows, "64x100", null)).toHaveLength(1);
    expect(shownTensors(rows, "attn f32", null)).toEqual([]);
  });

  it("sums up by type, largest first, with the bits that a weight takes", () => {
    expect(byType(rows).map(({ type, tensors, sizeBytes, bitsPerWeight }) => [type, tensors, sizeBytes, bitsPerWeight])).toEqual([["Q8_0", 1, 6800, 8.5], ["Q4_K", 2, 4608, 4.5], ["F32", 1, 256, 32]]);
    expect(byType(rows).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(byType([])).toEqual([]);
  });

  it("copies as a table in which no name can break a row", () => {
    const lines = tensorTable([{ ...rows[0]!, name: "a\tb\nc" }]).split("\n");
    expect(lines.map((line) => line.split("\t").length)).toEqual([5, 5]);
  });

  it("is read once for a file, and shows only the file that was asked for last", async () => {
    const { services } = createFakeCore();
    const asked: string[] = [];
    const tensors: typeof services.models.tensors = async ({ path }) => {
      asked.push(path);
      if (path === "/slow") await new Promise((resolve) => setTimeout(resolve, 20));
      return [{ ...rows[0]!, name: path }];
    };
    const store = createTensorsStore(linkTo({ ...services, models: { ...services.models, tensors } }));
    const slow = store.getState().open({ location: "/slow" });
    await store.getState().open({ location: "/quick" });
    await Promise.all([slow, store.getState().open({ location: "/quick" })]);
    expect(asked).toEqual(["/slow", "/quick"]);
    expect(store.getState()).toMatchObject({ path: "/quick", tensors: { state: "read", rows: [{ name: "/quick" }] } });
  });
});

describe("the template", () => {
  it("has those lines marked that a finding quotes, by the gravest", () => {
    const template = "{% for m in messages %}\n{{ m.__class__ }}\nsee https://evil.example/x\n{% endfor %}";
    const findings = [
      { severity: "caution" as const, what: "Web addresses", why: 'The chat template names "https://evil.example/x".' },
      { severity: "danger" as const, what: "Reaches into the renderer", why: 'The chat template uses "__class__".' },
    ];
    expect(markedLines(template, findings).map(({ finding }) => finding?.severity ?? null)).toEqual([null, "danger", "caution", null]);
    expect(markedLines(template, [{ severity: "caution", what: "Odd", why: "Line 4 is odd." }]).findIndex(({ finding }) => finding !== null)).toBe(3);
  });

  it("is compared with another version's, and says so where that fails", async () => {
    const store = createTemplateDiffStore(linkTo(createFakeCore({ models: [fakeModel("a"), fakeModel("b")] }).services));
    await store.getState().open("mdl_a", "mdl_b");
    expect(store.getState().comparison).toMatchObject({ same: false });
    await store.getState().open("mdl_a", "mdl_gone");
    expect(store.getState()).toMatchObject({ comparison: null, failure: { code: "not-found" } });
  });
});
