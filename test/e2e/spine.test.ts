import Database from "better-sqlite3";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Answer, Prompt, Record as Recorded } from "../../electron/core/interactions/bodies/bodyKinds.ts";
import { RunRequest } from "../../shared/schemas/chat.ts";
import { environments, root, type OpenApp } from "./environments.ts";
import { comparePage } from "./pages/compare.ts";
import { interactionPage } from "./pages/interaction.ts";
import { modelsPage } from "./pages/models.ts";
import { playgroundPage } from "./pages/playground.ts";

/** v1 guesses here and v2 asks back. */
const question = "I want to cancel order 4821 but please do not cancel it.";

/** A model that Tapedeck does not know: version 1 with another byte in its last tensor. */
function newModelFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), "tapedeck gguf #% é-")), "support-candidate.Q8_0.gguf");
  const bytes = readFileSync(join(root, "resources/models/demo-support-v1.Q8_0.gguf"));
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(path, bytes);
  return path;
}

/** The row and its bodies, read from the log's file as anyone could. */
function storedInteraction(dataFolder: string, id: string) {
  const [file] = readdirSync(join(dataFolder, "log")).filter((name) => name.endsWith(".sqlite"));
  const db = new Database(join(dataFolder, "log", file!), { readonly: true });
  try {
    const row = db.prepare("SELECT * FROM interactions WHERE id = ?").get(id) as Record<string, unknown> & { key: number };
    const bodies = db.prepare("SELECT kind, encoding, data FROM bodies WHERE interaction = ?").all(row.key) as { kind: string; encoding: string; data: Buffer }[];
    const body = (kind: string): unknown => {
      const { encoding, data } = bodies.find((each) => each.kind === kind)!;
      return JSON.parse((encoding === "zstd" ? zstdDecompressSync(data) : data).toString("utf8"));
    };
    return { row, request: RunRequest.parse(body("request")), prompt: Prompt.parse(body("prompt")), answer: Answer.parse(body("answer")), ...Recorded.parse(body("record")) };
  } finally {
    db.close();
  }
}

describe.each(environments)("from a file to a comparison [$name]", ({ open }) => {
  let app: OpenApp;
  let id = "";
  let answer = "";
  beforeAll(async () => {
    app = await open();
  });
  afterAll(() => app.close());

  it("imports a GGUF by path", async () => {
    const models = modelsPage(app);
    await models.open();
    await models.importByPath(newModelFile());
    await app.page.locator(".inspect").getByText("support-candidate").first().waitFor();
  });

  it("chats with it", async () => {
    const playground = playgroundPage(app);
    await playground.open();
    await playground.choose("support-candidate");
    ({ id, text: answer } = await playground.ask(question));
    expect(answer).not.toBe("");
    expect(await playground.lastAnswer().locator(".reply-facts").innerText()).toMatch(/tok\/s/);
  });

  it("has everything that a replay needs in its row", () => {
    const { row, request, prompt, answer: stored, conditions, attempts } = storedInteraction(app.dataFolder, id);
    expect(row).toMatchObject({ id, status: "ok", origin: "playground", model: "support-candidate", finish_reason: "stop", model_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    for (const column of ["prompt_tokens", "completion_tokens", "queue_ms", "load_ms", "prompt_ms", "first_token_ms", "generation_ms", "total_ms", "tokens_per_second", "ended_at"]) expect([column, typeof row[column]]).toEqual([column, "number"]);
    expect(request).toMatchObject({ target: expect.stringContaining("support-candidate") as string, messages: [{ role: "user", content: question }] });

    expect(prompt.text).toContain(`<|im_start|>user\n${question}`);
    expect(prompt.tokens).toHaveLength(row["prompt_tokens"] as number);
    expect(stored.output.trim()).toBe(answer);
    expect(stored.tokens!.length).toBeGreaterThan(3);
    // Every token has its end in the text; they go up, and the last one closes it.
    expect(stored.ends).toHaveLength(stored.tokens!.length);
    expect(stored.ends).toEqual(stored.ends!.toSorted((a, b) => a - b));
    expect(stored.ends!.at(-1)).toBe(stored.output.length);

    expect(conditions).toMatchObject({ modelSha256: row["model_sha256"], templateSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, engine: expect.stringMatching(/^node-llama-cpp \d.*llama\.cpp \S+$/) as string, backend: "cpu", gpuLayers: 0, slots: 2, slotsBusy: 1, cachedTokens: 0 });
    for (const name of ["layers", "threads", "contextTokens", "promptBatchTokens"] as const) expect([name, conditions[name]! > 0]).toEqual([name, true]);
    expect(conditions.samplingChain.length).toBeGreaterThan(0);
    expect(Object.values(conditions.sampling!)).not.toContain(undefined);
    expect(conditions.sampling!.seed).toBeTypeOf("number");
    expect(attempts).toMatchObject([{ outcome: "ok", error: null, durationMs: expect.any(Number) as number }]);
  });

  it("finds it in the list by its words", async () => {
    await app.goTo("/interactions");
    await app.page.getByRole("textbox", { name: /search/i }).first().fill("please do not cancel");
    await app.page.getByRole("row").filter({ hasText: "support-candidate" }).first().click();
    await app.page.keyboard.press("Enter");
    await app.page.getByRole("heading", { level: 1, name: id }).waitFor();
  });

  it("replays identically", async () => {
    const interaction = interactionPage(app);
    await interaction.open(id);
    await interaction.panel.waitFor();
    await interaction.replay();
    expect(await interaction.verdict()).toMatch(/identical/);
  });

  it("shows the first difference of the replay on the other version", async () => {
    const interaction = interactionPage(app);
    await interaction.replayOn("demo-support-v2");
    await interaction.panel.getByRole("button", { name: /differs from token/ }).waitFor();
    expect(await interaction.verdict()).toMatch(/differs[^]*token \d+[^]*instead of[^]*model/);
    expect(await interaction.panel.locator(".t.is-split").count()).toBeGreaterThanOrEqual(2);
  });

  it("compares both versions on it", async () => {
    const compare = comparePage(app);
    await compare.open(`?interactions=${id}&target=support-candidate&target=demo-support-v2`);
    await compare.start();
    expect(await compare.verdict()).toMatch(/differ/i);
    expect(await compare.answerNames()).toEqual(["support-candidate", "demo-support-v2"]);
    expect(await compare.answer("demo-support-v2").innerText()).toMatch(/tok\/s/);
    // The page's state is its address.
    const shown = await compare.answer("demo-support-v2").innerText();
    await app.page.reload();
    await compare.answer("demo-support-v2").filter({ hasText: shown.split("\n").at(-1)! }).waitFor();
  });
});
