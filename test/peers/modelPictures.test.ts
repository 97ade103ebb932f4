import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectToCore } from "../../electron/headless/connectToCore.ts";
import { inElectron, root, type OpenApp } from "../e2e/environments.ts";
import { modelPage, modelsPage } from "../e2e/pages/models.ts";
import { playgroundPage } from "../e2e/pages/playground.ts";

const smolLm2 = process.env["TAPEDECK_PEER_SMOLLM2"];
const shared = join(root, "../shared/models");
const files = ["demo-support-v1.F16", "demo-support-v1.Q4_K_M", "demo-support-v2.F16", "demo-support-v2.Q4_K_M", "tinystories-656k-bytes-f32", "tinystories-656k-bytes-Q8_0", "tinystories-656k-random-lora-r4"].map((name) => join(shared, `${name}.gguf`));
const folder = join(root, "docs/images");
const sizes = { small: { width: 1280, height: 800 }, large: { width: 1920, height: 1080 } };

/** The pictures in docs are taken anew only when that is asked for: each run's differ in their speeds. */
const isAsked = process.env["TAPEDECK_KEEP_PICTURES"] !== undefined;

describe.skipIf(!isAsked || !smolLm2 || !existsSync(shared))("pictures of the library for the docs (TAPEDECK_KEEP_PICTURES)", () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await inElectron.open();
    await modelsPage(app).open();
    for (const path of [smolLm2!, ...files]) {
      await modelsPage(app).importByPath(path);
      await app.page.locator(".inspect .is-whole code").getByText(basename(path)).first().waitFor();
    }
  });
  afterAll(() => app.close());

  async function picture(name: string, size: keyof typeof sizes = "small", colorScheme: "light" | "dark" = "light") {
    const { page, electron } = app;
    await electron!.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height), sizes[size]);
    await page.emulateMedia({ colorScheme });
    await page.locator("[data-sonner-toast]").first().waitFor({ state: "detached", timeout: 15_000 });
    // The plot draws itself anew after the size and the theme have changed.
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await electron!.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height), sizes.small);
    await page.emulateMedia({ colorScheme: "light" });
  }

  it("shows the estimate beside the measurement", async () => {
    await playgroundPage(app).open("?target=SmolLM2-135M-Instruct&temperature=0&seed=1&maxTokens=40");
    await playgroundPage(app).ask("What is the capital of France? Answer in one short sentence.");
    await modelPage(app).open("SmolLM2-135M-Instruct");
    await modelPage(app).fit().getByText(/estimate [\d.]+% /).waitFor({ timeout: 60_000 });
    await picture("fit");
    await picture("fit-dark", "small", "dark");
  });

  it("shows the library with its families", async () => {
    await playgroundPage(app).open("?target=demo-support-v2&seed=1&maxTokens=60");
    await playgroundPage(app).ask("Where is my order 4821?");
    await modelsPage(app).open();
    await modelsPage(app).model("demo-support-v2").click();
    await modelsPage(app).inspector().getByText(/estimate [\d.]+% /).waitFor({ timeout: 60_000 });
    await picture("models");
    await picture("models-dark", "small", "dark");
    await picture("models-1920", "large");
  });

  it("shows every tensor and what the types come to", async () => {
    await modelPage(app).open("SmolLM2-135M-Instruct", "tensors");
    await modelPage(app).tensors().getByText(/^\d+ tensors, /).waitFor();
    await picture("tensors");
    await picture("tensors-dark", "small", "dark");
  });

  it("plots benches over depths and versions", async () => {
    const { core, close } = await connectToCore(app.dataFolder, new AbortController().signal);
    try {
      const models = await core.models.list({});
      const [first, ...others] = ["demo-support-v1", "demo-support-v1 F16", "demo-support-v1 Q4_K_M", "demo-support-v2", "demo-support-v2 Q4_K_M"].map((name) => models.find((model) => model.name === name)!);
      for (const { id } of [first!, ...others, first!]) {
        const { jobId } = await core.models.bench({ id, depths: [0, 256, 512, 1024, 2048, 3072], batchSizes: [256], slots: [1, 4], threads: [1], replicas: [1, 2] });
        for await (const jobs of core.jobs.watch({})) {
          const job = jobs.find((each) => each.id === jobId);
          if (job?.state === "running") continue;
          expect(job?.state).toBe("done");
          break;
        }
      }
    } finally {
      await close();
    }
    await modelPage(app).open("demo-support-v1", "bench");
    await modelPage(app).chart().locator("canvas").waitFor();
    expect(await modelPage(app).chart().locator(".chart-legend li").count()).toBe(5);
    await picture("bench");
    await picture("bench-dark", "small", "dark");
    await picture("bench-1920", "large");
  });
});
