import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCore, type Core } from "../../electron/core/createCore.ts";
import type { Model } from "../../shared/schemas/model.ts";
import { root } from "../e2e/environments.ts";

const never = new AbortController().signal;
const questions = ["Where is my order 4821?", "Do you ship to Norway?", "I want to return my boots after three weeks.", "Cancel order 73518 please.", "It does not work."];

/** Debian's software device: Mesa's lavapipe. llama.cpp takes it only where it is named. */
function hasSoftwareDevice(): boolean {
  try {
    return readdirSync("/usr/share/vulkan/icd.d").some((name) => name.startsWith("lvp_"));
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== "linux" || !hasSoftwareDevice())("a model on a graphics device in software (mesa-vulkan-drivers)", () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "tapedeck gpu "));
  const before = process.env["GGML_VK_VISIBLE_DEVICES"];
  let core: Core;
  let model: Model;
  beforeAll(async () => {
    process.env["GGML_VK_VISIBLE_DEVICES"] = "0";
    core = await createCore({ dataFolder, startNew: false });
    ({ model } = await core.services.models.import({ path: join(root, "resources/models/demo-support-v2.Q8_0.gguf") }, never));
  });
  afterAll(async () => {
    await core?.close();
    rmSync(dataFolder, { recursive: true, force: true });
    if (before === undefined) delete process.env["GGML_VK_VISIBLE_DEVICES"];
    else process.env["GGML_VK_VISIBLE_DEVICES"] = before;
  });

  async function answersOn(gpu: "vulkan" | "off") {
    await core.services.models.update({ id: model.id, settings: { ...model.settings, gpu, threads: 1, contextTokens: 512, slots: 1, replicas: 1 } }, never);
    const answers: string[] = [];
    let id = "";
    for (const content of questions) {
      let text = "";
      for await (const event of core.services.gateway.run({ target: model.id, messages: [{ role: "user", content }], sampling: { temperature: 0, maxTokens: 60 }, origin: "chat" }, never)) {
        if (event.type === "text") text += event.text;
        if (event.type === "done") id = event.interactionId;
      }
      answers.push(text);
    }
    return { answers, conditions: (await core.services.interactions.get({ id }, never)).conditions };
  }

  it("has all its layers there, says so by the device's name, and answers as on the processor", async () => {
    const onGpu = await answersOn("vulkan");
    expect(onGpu.conditions).toMatchObject({ backend: "vulkan", devices: [expect.stringContaining("llvmpipe")], gpuLayers: 5, layers: 5 });
    const onCpu = await answersOn("off");
    expect(onCpu.conditions).toMatchObject({ backend: "cpu", devices: [], gpuLayers: 0, layers: 5 });
    expect(onGpu.answers).toEqual(onCpu.answers);
    expect(onGpu.answers.every((text) => text.length > 20)).toBe(true);
  });

  it("takes as many layers as the settings say, and records how many of all", async () => {
    model = await core.services.models.update({ id: model.id, settings: { ...model.settings, gpuLayers: 2 } }, never);
    const { conditions } = await answersOn("vulkan");
    expect(conditions).toMatchObject({ backend: "vulkan", gpuLayers: 2, layers: 5 });
  });
});
