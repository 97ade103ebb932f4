import { describe, expect, it } from "vitest";
import type { Related } from "../../../../electron/core/models/lineage/guessBase.ts";
import { guessLineage } from "../../../../electron/core/models/lineage/guessLineage.ts";
import type { Origin } from "../../../../electron/core/models/lineage/origin.ts";

const unsaid: Origin = { name: "", basename: "", sizeLabel: "", finetune: "", version: "", quantizedBy: "", license: "", source: "", bases: [], shape: "s1", vocabulary: "v1" };

/** A model in the library under the family and version that it was guessed to have, or those given. */
function model(location: string, origin: Partial<Origin> = {}, more: Partial<Related> = {}): Related {
  const name = location.split("/").at(-1)!.replace(/\.gguf$/, "");
  const quantization = /F16|F32|Q8_0|Q4_K_M/.exec(name)?.[0] ?? "Q8_0";
  return {
    id: name, name, kind: "model", location, architecture: "llama", quantization, sizeBytes: { F32: 40, F16: 20, Q8_0: 10, Q4_K_M: 6 }[quantization] ?? 1,
    family: origin.basename ?? "", version: origin.version ?? "", baseId: null, handSet: [], ...more, origin: { ...unsaid, ...origin },
  };
}

describe("the lineage of a model", () => {
  const mail = { basename: "mail", version: "2" };

  it("takes family and version from the metadata, and says so", () => {
    expect(guessLineage(model("/x.gguf", mail), [])).toEqual({ family: "mail", version: "2", baseId: null, lineage: "Family and version from the file's metadata." });
  });

  it("puts quantizations of one model into its family, with the unquantized one as their base", () => {
    const full = model("/mail-F16.gguf", mail);
    const larger = model("/mail-F32.gguf", mail);
    const sibling = model("/mail-Q8_0.gguf", mail);
    expect(guessLineage(model("/mail-Q4_K_M.gguf", mail), [sibling, full, larger])).toEqual({
      family: "mail", version: "2", baseId: "mail-F32", lineage: "A quantization of mail-F32: same family, version, tensors and vocabulary.",
    });
    expect(guessLineage(full, [sibling])).toMatchObject({ family: "mail", baseId: null, lineage: expect.stringContaining("Same basename, architecture and tensor shapes as mail-Q8_0") });
    expect(guessLineage(model("/mail-Q4_K_M.gguf", mail), [sibling]).baseId).toBeNull();
  });

  it("follows a family that a person renamed, for files of the same basename, shape and vocabulary", () => {
    const renamed = model("/mail-F16.gguf", mail, { family: "letters", handSet: ["family"] });
    expect(guessLineage(model("/new.gguf", mail), [renamed])).toMatchObject({ family: "letters", baseId: "mail-F16" });
    for (const other of [{ shape: "s2" }, { vocabulary: "v2" }, { basename: "post" }]) expect(guessLineage(model("/new.gguf", { ...mail, ...other }), [renamed]).family).not.toBe("letters");
    expect(guessLineage(model("/new.gguf", mail, { architecture: "qwen2" }), [renamed]).family).toBe("mail");
  });

  it("tells models of one basename and other sizes apart", () => {
    const small = model("/mail-1B-F16.gguf", { ...mail, sizeLabel: "1B" });
    expect(guessLineage(model("/mail-3B-F16.gguf", { ...mail, sizeLabel: "3B", shape: "s2" }), [small])).toMatchObject({ family: "mail 3B", baseId: null });
  });

  it("groups files without metadata by their names and shapes", () => {
    const full = model("/mail-v3.F16.gguf", {}, { family: "mail", version: "v3" });
    expect(guessLineage(model("/mail-v3.Q4_K_M.gguf"), [full])).toMatchObject({ family: "mail", version: "v3", baseId: "mail-v3.F16" });
    expect(guessLineage(model("/mail-v4.Q4_K_M.gguf"), [full])).toMatchObject({ family: "mail", version: "v4", baseId: null });
  });

  it("finds the base that the metadata names, by its title or its address, of the same architecture", () => {
    const base = model("/blob", { name: "SmolLM2 135M", basename: "SmolLM2", sizeLabel: "135M" });
    const tuned = (bases: Origin["bases"], more: Partial<Related> = {}) => model("/tuned.gguf", { basename: "Helper", bases }, more);
    expect(guessLineage(tuned([{ name: "Smollm2 135M", version: "", url: "" }]), [base])).toMatchObject({ family: "Helper", baseId: "blob", lineage: expect.stringContaining("its file names blob as its base") });
    expect(guessLineage(tuned([{ name: "", version: "", url: "https://example.org/owner/SmolLM2-135M" }]), [base]).baseId).toBe("blob");
    expect(guessLineage(tuned([{ name: "SmolLM2 360M", version: "", url: "" }]), [base]).baseId).toBeNull();
    expect(guessLineage(tuned([{ name: "SmolLM2 135M", version: "", url: "" }], { architecture: "gemma" }), [base]).baseId).toBeNull();
  });

  it("never makes a model its own base, also not over others", () => {
    const child = model("/b.gguf", { basename: "b", bases: [{ name: "a", version: "", url: "" }] }, { baseId: "a" });
    const parent = model("/a.gguf", { basename: "a", bases: [{ name: "b", version: "", url: "" }] });
    expect(guessLineage(parent, [child]).baseId).toBeNull();
  });

  it("gives an adapter to the base that it fits, and to none where it fits several families", () => {
    const base = model("/mail-F16.gguf", mail);
    const quantized = model("/mail-Q8_0.gguf", mail);
    const other = model("/post-F16.gguf", { basename: "post" });
    const adapter = model("/tone.gguf", { basename: "tone" }, { kind: "adapter" });
    expect(guessLineage(adapter, [quantized, base, other], new Set(["mail-F16", "mail-Q8_0"]))).toMatchObject({ family: "mail", baseId: "mail-F16", lineage: "Family of its base; its tensors fit mail-Q8_0, mail-F16." });
    expect(guessLineage(adapter, [base, other], new Set(["mail-F16", "post-F16"]))).toMatchObject({ family: "tone", baseId: null, lineage: expect.stringContaining("choose its base") });
    expect(guessLineage({ ...adapter, origin: { ...adapter.origin, bases: [{ name: "post", version: "", url: "" }] } }, [base, other], new Set(["mail-F16", "post-F16"])).baseId).toBe("post-F16");
    expect(guessLineage(adapter, [base, other]).baseId).toBeNull();
  });

  it("leaves what a person set, whatever it would guess", () => {
    const full = model("/mail-F16.gguf", mail);
    const corrected = model("/mail-Q8_0.gguf", mail, { family: "mine", version: "", baseId: null, handSet: ["family", "version", "baseId"] });
    expect(guessLineage(corrected, [full])).toEqual({ family: "mine", version: "", baseId: null, lineage: "Base, family, version set by hand." });
  });
});
