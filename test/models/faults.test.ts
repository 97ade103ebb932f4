import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultModelSettings } from "../../shared/schemas/model.ts";
import { buildGguf } from "../helpers/buildGguf.ts";
import { until } from "../helpers/until.ts";
import { demoPath } from "./demoModel.ts";
import { endless, longQuestion, openRealModel, question } from "./openRealModel.ts";

describe("when things break", () => {
  it("frees the slot within 100 ms of a cancel in the middle of an answer", async () => {
    const { gateway, request, ask, log } = openRealModel({ slots: 1 });
    await ask(question);
    const stop = new AbortController();
    let stoppedAt = 0;
    await expect((async () => {
      for await (const event of gateway.run(request(longQuestion, endless), stop.signal)) {
        if (event.type !== "text") continue;
        stoppedAt ||= performance.now();
        stop.abort();
      }
    })()).rejects.toMatchObject({ code: "cancelled" });
    const { events } = await ask(question, { maxTokens: 1 });
    expect(performance.now() - stoppedAt).toBeLessThan(100);
    expect(events.some(({ type }) => type === "queued" )).toBe(false);
    expect(log.rows[1]!.outcome).toMatchObject({ status: "cancelled", error: { message: "Cancelled by the page that asked." } });
    expect(log.rows[1]!.outcome!.output.length).toBeGreaterThan(0);
  });

  it("survives twenty kills in the middle of an answer", async () => {
    const { gateway, request, ask, log, pid } = openRealModel();
    await ask(question);
    for (let round = 0; round < 20; round++) {
      let error: unknown;
      let text = "";
      try {
        for await (const event of gateway.run(request(longQuestion, endless), new AbortController().signal)) {
          if (event.type !== "text") continue;
          if (text === "") process.kill(pid(), "SIGKILL");
          text += event.text;
        }
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ code: "model-crashed", message: expect.stringContaining("it was killed by SIGKILL") });
      expect(log.last().outcome).toMatchObject({ status: "failed", output: text, error: { code: "model-crashed" } });
      expect(text.length).toBeGreaterThan(0);
      const startedAt = performance.now();
      expect((await ask(question, { temperature: 0 })).row.status).toBe("ok");
      expect(performance.now() - startedAt).toBeLessThan(2000);
    }
  });

  it("says why llama.cpp can't load a file whose header is whole", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapedeck broken é#%-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "hollow model.gguf");
    writeFileSync(path, buildGguf());
    const { ask, runtimes, id } = openRealModel({}, {}, path);
    const { error, row } = await ask(question);
    expect(error).toMatchObject({ code: "model-load-failed", message: expect.stringContaining("demo can't be loaded"), fix: expect.any(String) });
    expect(row).toMatchObject({ status: "failed", error: { code: "model-load-failed" } });
    expect(runtimes.state(id)).toMatchObject({ state: "failed" });
  });

  it("goes on answering when the file of a loaded model is deleted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapedeck gone-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "copy.gguf");
    copyFileSync(demoPath, path);
    const { ask, change } = openRealModel({}, {}, path);
    const before = await ask(question, { temperature: 0 });
    rmSync(path);
    change({ fileState: "missing" });
    expect((await ask(question, { temperature: 0 })).row.outputTokens).toEqual(before.row.outputTokens);
  });

  it("names needed and free memory when a context is far too large", async () => {
    const { ask, runtimes, id } = openRealModel({ contextTokens: 10_000_000, slots: 64 });
    const { error, row } = await ask(question);
    expect(error).toMatchObject({ code: "model-load-failed", message: expect.stringMatching(/needs .* GB.* free/), fix: expect.stringContaining("10,000,000"), details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } });
    expect(row.status).toBe("failed");
    expect(runtimes.state(id)).toMatchObject({ state: "failed", error: { code: "model-load-failed" } });
  });

  it("takes up new settings with the next request, and lets the answer under way end", async () => {
    const { ask, change, runtimes, id, log } = openRealModel();
    const busySlots = () => { const state = runtimes.state(id); return state.state === "loaded" ? state.busySlots : 0; };
    await ask(question);
    const running = ask(longQuestion, { ...endless, maxTokens: 1000 });
    await until(() => log.rows.length === 2 && busySlots() === 1);
    change({ settings: { ...defaultModelSettings, gpu: "off", threads: 1, contextTokens: 512, slots: 1 } });
    expect((await ask(question)).row.conditions).toMatchObject({ contextTokens: 512, slots: 1 });
    expect((await running).row).toMatchObject({ status: "ok", conditions: { contextTokens: 4096 } });
    expect(runtimes.state(id)).toMatchObject({ state: "loaded", runtime: { contextTokens: 512 } });
  });
});
