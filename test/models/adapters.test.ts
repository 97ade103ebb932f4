import { describe, expect, it } from "vitest";
import { openLlama, sharedModel } from "./openLlama.ts";

const base = sharedModel("tinystories-656k-bytes-f32.gguf");
const adapter = sharedModel("tinystories-656k-random-lora-r4.gguf");
const story = "Once upon a time there was a little";

describe.skipIf(!base || !adapter)("LoRA adapters of a request (needs ../shared/models)", () => {
  const open = () => openLlama({ path: base!, settings: { contextTokens: 256, slots: 2 } });
  const ask = (llama: Awaited<ReturnType<typeof open>>, scale: number | null, maxTokens = 40) => llama.ask(story, { adapters: scale === null ? [] : [{ path: adapter!, scale }], sampling: { maxTokens } });

  it("change the answer, in proportion to their scale, and nothing at a scale of 0", async () => {
    const llama = await open();
    const plain = await ask(llama, null);
    const changed = await ask(llama, 8);
    expect(changed.tokens).not.toEqual(plain.tokens);
    expect((await ask(llama, 16)).tokens).not.toEqual(changed.tokens);
    expect((await ask(llama, 0)).tokens).toEqual(plain.tokens);
    expect((await ask(llama, 8)).tokens).toEqual(changed.tokens);
    expect((await ask(llama, null)).tokens).toEqual(plain.tokens);
  });

  it("answer side by side with requests that have none, and with other ones, in whatever order", async () => {
    const llama = await open();
    const scales = [null, 8, 0, 16, 24, null, 32, 8];
    const single = new Map<number | null, number[]>();
    for (const scale of new Set(scales)) single.set(scale, (await ask(llama, scale)).tokens);
    const together = await Promise.all(scales.map((scale) => ask(llama, scale)));
    // Two at once in one context may differ in low bits, so only the beginning is compared.
    for (const [index, { tokens }] of together.entries()) expect(tokens.slice(0, 8)).toEqual(single.get(scales[index]!)!.slice(0, 8));
  });

  it("take no more memory with each further set", async () => {
    const llama = await open();
    const resident = async () => (await llama.process.client.model.memory({})).residentBytes;
    for (const scale of [1, 2, 3]) await ask(llama, scale, 4);
    const before = await resident();
    for (let scale = 4; scale < 16; scale++) await ask(llama, scale, 4);
    expect((await resident()) - before).toBeLessThan(40e6);
  });

  it("that can't be loaded are a clear error, and the next request is answered", async () => {
    const llama = await open();
    await expect(llama.ask(story, { adapters: [{ path: `${adapter!}.gone`, scale: 1 }] })).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("can't be used") });
    expect((await ask(llama, null)).done.finishReason).toBe("length");
  });
});
