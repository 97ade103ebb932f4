import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkAdapterFits, whyAdapterDoesNotFit } from "../../../../shared/gguf/checkAdapterFits.ts";
import { parseHeader, type GgufHeader } from "../../../../shared/gguf/parseHeader.ts";
import { buildGguf, type BuiltTensor, type BuiltValue } from "../../../helpers/buildGguf.ts";
import { openLibrary } from "../openLibrary.ts";

type Shape = [name: string, ...dimensions: number[]];

/** Bytes of a GGUF with F32 tensors of these shapes. */
function gguf(shapes: Shape[], metadata: [string, BuiltValue][]): Buffer {
  let offset = 0;
  const tensors = shapes.map(([name, ...dimensions]): BuiltTensor => {
    const at = offset;
    offset += Math.ceil((4 * dimensions.reduce((product, each) => product * each, 1)) / 32) * 32;
    return { name, dimensions: dimensions.map(BigInt), type: 0, offset: BigInt(at) };
  });
  return buildGguf({ metadata, tensors, dataBytes: offset });
}
const text = (string: string): BuiltValue => ({ string });
const lora: [string, BuiltValue][] = [["general.architecture", text("llama")], ["general.type", text("adapter")], ["adapter.type", text("lora")], ["adapter.lora.alpha", { f32: 4 }]];
const baseShapes: Shape[] = [["token_embd.weight", 32, 100], ["blk.0.attn_q.weight", 32, 64]];
const pair: Shape[] = [["blk.0.attn_q.weight.lora_a", 32, 4], ["blk.0.attn_q.weight.lora_b", 4, 64]];

function header(bytes: Buffer): GgufHeader {
  const parsed = parseHeader(bytes, bytes.length);
  if ("neededBytes" in parsed) throw new Error("The header is whole.");
  return parsed;
}
const base = header(gguf(baseShapes, [["general.architecture", text("llama")]]));
const adapter = (shapes: Shape[], metadata = lora) => header(gguf(shapes, metadata));

describe("whether an adapter fits", () => {
  it("takes pairs that fit the base's tensors, embeddings the other way round", () => {
    expect(whyAdapterDoesNotFit(adapter(pair), base)).toBeNull();
    expect(whyAdapterDoesNotFit(adapter([...pair, ["blk.0.attn_norm.weight", 32]]), base)).toBeNull();
    expect(whyAdapterDoesNotFit(adapter([["token_embd.weight.lora_a", 4, 100], ["token_embd.weight.lora_b", 4, 32]]), base)).toBeNull();
  });

  it.each<[string, GgufHeader, RegExp]>([
    ["another architecture", adapter(pair, [["general.architecture", text("gemma")], ...lora.slice(1)]), /made for the architecture "gemma", and the model is "llama"/],
    ["a tensor that the base lacks", adapter([["blk.7.attn_q.weight.lora_a", 32, 4], ["blk.7.attn_q.weight.lora_b", 4, 64]]), /"blk.7.attn_q.weight", which the model does not have/],
    ["a tensor of another shape", adapter([["blk.0.attn_q.weight.lora_a", 48, 4], ["blk.0.attn_q.weight.lora_b", 4, 64]]), /as 48 × 64, and the model has it as 32 × 64/],
    ["halves of two ranks", adapter([["blk.0.attn_q.weight.lora_a", 32, 4], ["blk.0.attn_q.weight.lora_b", 8, 64]]), /do not fit each other/],
    ["half a pair", adapter(pair.slice(0, 1)), /lacks one of the two tensors/],
    ["other tensors", adapter([...pair, ["output.weight", 32, 32]]), /or others beside them/],
    ["another kind of adapter", adapter(pair, [...lora.slice(0, 2), ["adapter.type", text("control")]]), /of the type "control"/],
    ["a model", base, /not an adapter/],
  ])("refuses %s, and says why", (_what, made, reason) => {
    expect(whyAdapterDoesNotFit(made, base)).toMatch(reason);
    expect(() => checkAdapterFits({ name: "tone", header: made }, { name: "mail", header: base })).toThrow(expect.objectContaining({ code: "bad-request", message: expect.stringMatching(/^The adapter tone can't be used on mail\./) }));
  });
});

const tiny = fileURLToPath(new URL("../../../../../shared/models/tinystories-656k-", import.meta.url));

describe("adapters and projectors in the library", () => {
  it("import as what they are, and can't be loaded or asked by themselves", async () => {
    const { library, folder } = openLibrary();
    writeFileSync(join(folder, "tone.gguf"), gguf(pair, lora));
    writeFileSync(join(folder, "mmproj.gguf"), gguf([["v.patch_embd.weight", 32]], [["general.architecture", text("clip")], ["clip.has_vision_encoder", { raw: { type: 7, bytes: Uint8Array.of(1) } }]]));
    const tone = (await library.import({ path: join(folder, "tone.gguf") })).model;
    const projector = (await library.import({ path: join(folder, "mmproj.gguf") })).model;
    expect([tone.kind, projector.kind]).toEqual(["adapter", "projector"]);
    await expect(library.checkFile(tone.id)).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining("is a LoRA adapter"), fix: expect.any(String) });
    await expect(library.checkFile(projector.id)).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining("the image part of a multimodal model"), fix: expect.any(String) });
    expect(() => library.update(library.list().find(({ kind }) => kind === "model")!.id, { baseId: tone.id })).toThrow(/can't be the base/);
  });

  it("give an adapter the base that comes after it, and refuse it on another model", async () => {
    const { library, folder } = openLibrary();
    writeFileSync(join(folder, "tone.gguf"), gguf(pair, lora));
    writeFileSync(join(folder, "mail-v2.gguf"), gguf(baseShapes, [["general.architecture", text("llama")]]));
    const { id } = (await library.import({ path: join(folder, "tone.gguf") })).model;
    expect(library.get(id)).toMatchObject({ family: "tone", baseId: null });
    const mail = (await library.import({ path: join(folder, "mail-v2.gguf") })).model;
    expect(library.get(id)).toMatchObject({ family: "mail", baseId: mail.id, lineage: expect.stringContaining("fit mail-v2") });
    expect(await library.checkAdapter(id, mail.id)).toBe(join(folder, "tone.gguf"));
    const demo = await library.resolve("demo-support-v1");
    await expect(library.checkAdapter(id, demo.id)).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("The adapter tone can't be used on demo-support-v1.") });
    await expect(library.checkAdapter(demo.id, mail.id)).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("is not a LoRA adapter") });
    library.remove(mail.id);
    expect(library.get(id).baseId).toBeNull();
  });

  it.skipIf(!existsSync(`${tiny}random-lora-r4.gguf`))("recognise a real adapter and its base (needs ../shared/models)", async () => {
    const { library, folder } = openLibrary();
    const adapterPath = join(folder, "lora.gguf");
    copyFileSync(`${tiny}random-lora-r4.gguf`, adapterPath);
    const { model } = await library.import({ path: adapterPath });
    const basePath = (await library.import({ path: `${tiny}bytes-Q8_0.gguf` })).model;
    expect(library.get(model.id)).toMatchObject({ kind: "adapter", baseId: basePath.id, family: basePath.family });
  });
});
