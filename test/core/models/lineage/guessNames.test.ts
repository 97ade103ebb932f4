import { describe, expect, it } from "vitest";
import { freeName, guessNames } from "../../../../electron/core/models/lineage/guessNames.ts";

const unsaid = { basename: "", finetune: "", version: "", name: "" };

describe("names of models", () => {
  it.each([
    ["/m/demo-support-v2.Q8_0.gguf", { name: "demo-support-v2", family: "demo-support", version: "v2" }],
    ["/m/SmolLM2-135M-Instruct.Q4_1.gguf", { name: "SmolLM2-135M-Instruct", family: "SmolLM2-135M-Instruct", version: "" }],
    ["/m/Llama 3.2-Q4_K_M.GGUF", { name: "Llama 3.2", family: "Llama 3.2", version: "" }],
    ["/m/mail_v1.2-IQ3_XXS.gguf", { name: "mail_v1.2", family: "mail", version: "v1.2" }],
    ["/m/größe-BF16.gguf", { name: "größe", family: "größe", version: "" }],
    ["/m/mail-v3-Q4_K_M-00002-of-00003.gguf", { name: "mail-v3", family: "mail", version: "v3" }],
    ["/m/Q8_0.gguf", { name: "Q8_0", family: "Q8_0", version: "" }],
    ["/m/sha256-0f3a", { name: "sha256-0f3a", family: "sha256-0f3a", version: "" }],
    ["/m/two\nlines.gguf", { name: "two lines", family: "two lines", version: "" }],
  ])("takes them from the file's name: %s", (path, names) => {
    expect(guessNames(path, unsaid)).toMatchObject(names);
  });

  it("prefers the metadata for family and version, and for the name of a file without an ending", () => {
    const file = { ...unsaid, basename: "helper", version: "2024", name: "The Helper" };
    expect(guessNames("/m/x-v1.gguf", file)).toMatchObject({ name: "x-v1", family: "helper", version: "2024", from: { family: "file", version: "file" } });
    expect(guessNames("/m/blob", file)).toMatchObject({ name: "helper-2024", family: "helper", version: "2024" });
    expect(guessNames("/m/sha256-0f3a", { ...unsaid, name: "The Helper" })).toMatchObject({ name: "The Helper" });
  });

  it("tells equal names apart by the quantization, then by a number, whatever their case", () => {
    expect(freeName("a", "F16", ["b"])).toBe("a");
    expect(freeName("a", "F16", ["A"])).toBe("a F16");
    expect(freeName("a", "F16", ["a", "a f16", "a F16 2"])).toBe("a F16 3");
  });
});
