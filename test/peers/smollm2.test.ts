import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inElectron, root, type OpenApp } from "../e2e/environments.ts";
import { modelsPage } from "../e2e/pages/models.ts";
import { playgroundPage } from "../e2e/pages/playground.ts";

const model = process.env["TAPEDECK_PEER_SMOLLM2"];

describe.skipIf(!model)("a real chat model, SmolLM2-135M-Instruct, in the window", () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await inElectron.open();
  });
  afterAll(() => app.close());

  it("is imported by path, answers three turns, names Paris, and the status bar shows its speed", async () => {
    const models = modelsPage(app);
    await models.open();
    await models.importByPath(model!);
    await app.page.getByRole("heading", { level: 2, name: /SmolLM2/ }).or(app.page.locator("aside").getByText(/SmolLM2-135M-Instruct/).first()).first().waitFor();

    const playground = playgroundPage(app);
    await playground.open("?target=SmolLM2-135M-Instruct&temperature=0&seed=1&maxTokens=80");
    const answers = [
      await playground.ask("What is the capital of France? Answer in one short sentence."),
      await playground.ask("And which river runs through it?"),
      await playground.ask("Thank you. Name one thing to see there."),
    ];
    expect(answers.every(({ text }) => text.length > 0)).toBe(true);
    expect(answers.map(({ text }) => text).join("\n")).toContain("Paris");
    expect(await app.page.getByRole("contentinfo").or(app.page.locator(".statusbar")).first().innerText()).toMatch(/SmolLM2[^]*?[\d.,]+ tok\/s/);

    await app.page.screenshot({ path: join(pictureFolder(), "smollm2.png") });
  });
});

/** The picture in docs is taken anew only with TAPEDECK_KEEP_PICTURES set: each run's differs in its speeds, and a test leaves the checkout as it was. */
function pictureFolder(): string {
  if (!process.env["TAPEDECK_KEEP_PICTURES"]) return mkdtempSync(join(tmpdir(), "tapedeck-pictures-"));
  const folder = join(root, "docs/images");
  mkdirSync(folder, { recursive: true });
  return folder;
}
