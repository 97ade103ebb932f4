import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { command, environments, newFolder, type OpenApp } from "./environments.ts";
import { modelCall, otlpTrace, spanIdOf, traceIdOf, type SampleSpan } from "./otlpTrace.ts";

const run = promisify(execFile);
const question = "Can I send my headphones back?";

for (const environment of environments) {
  describe(`Traces, sessions and their interactions in ${environment.name}`, () => {
    let app: OpenApp;
    let listener: Server;
    let fetched = 0;
    const dataFolder = newFolder();
    const startedAt = Date.now() - 3_600_000;
    const row = (id: string) => app.page.locator(`[data-span="${spanIdOf(id)}"]`);
    const pane = () => app.page.getByRole("complementary", { name: "Selected span" });
    const importSpans = async (spans: SampleSpan[]) => {
      const file = join(newFolder(), "spans.json");
      writeFileSync(file, otlpTrace("support", startedAt, spans));
      await run(process.execPath, [command, "import", file, "--format", "otlp-json", "--data", dataFolder, "--json"]);
      rmSync(file);
    };
    const isCleanInBothThemes = async () => {
      for (const theme of ["light", "dark"] as const) {
        await app.page.emulateMedia({ colorScheme: theme });
        expect(await axeFindings(app.page)).toEqual([]);
      }
    };

    beforeAll(async () => {
      listener = createServer((_request, response) => {
        fetched++;
        response.end();
      });
      await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
      const secret = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/a?q=1`;
      const answer = `You can return them **within 30 days**.\n\n![x](${secret}) <img src="${secret}"> [label](javascript:alert(1))`;
      await importSpans([
        { id: "root", parent: null, name: "POST /chat", kind: "CHAIN", atMs: 0, tookMs: 4000 },
        { id: "guard", parent: "root", name: "injection guard", kind: "GUARDRAIL", atMs: 5, tookMs: 60, attributes: { "input.value": question, "output.value": '{"decision":"allow"}' } },
        { id: "search", parent: "root", name: "policy search", kind: "RETRIEVER", atMs: 100, tookMs: 200, attributes: { "input.value": "return window", "retrieval.documents.0.document.id": "returns.md", "retrieval.documents.0.document.content": "Goods can be returned within 30 days.", "retrieval.documents.0.document.score": 0.91 } },
        { id: "tool", parent: "root", name: "warranty_lookup", kind: "TOOL", atMs: 400, tookMs: 500, error: "503 from the warranty service", attributes: { "input.value": '{"sku":"AR-200"}', "tool.name": "warranty_lookup" } },
        { id: "first", parent: "root", name: "ChatCompletion", kind: "LLM", atMs: 1000, tookMs: 1200, attributes: modelCall("Hello", "Good day.") },
        { id: "second", parent: "root", name: "ChatCompletion", kind: "LLM", atMs: 2500, tookMs: 1400, attributes: modelCall(question, answer, [["user", "Hello"], ["assistant", "Good day."]]) },
        { id: "early", parent: "agent", name: "rerank", kind: "RERANKER", atMs: 3950, tookMs: 20 },
      ]);
      app = await environment.open({ dataFolder });
      // Colours that are on their way to another theme are no one's.
      await app.page.emulateMedia({ reducedMotion: "reduce" });
    });
    afterAll(async () => {
      await app.close();
      listener.close();
    });

    it("shows a trace as a tree over time, walked by keys, each kind of span in its own words", async () => {
      const { page } = app;
      await app.goTo(`/traces/${traceIdOf("support")}`);
      await row("root").waitFor();
      expect(await page.locator(".span-row").count()).toBe(7);
      expect(await page.locator(".trace-lede").innerText()).toMatch(/1 error[^]*4\.00 s[^]*7 spans[^]*2 model calls[^]*1 span without the parent/);
      expect(await row("early").innerText()).toContain("parent not received");
      await isCleanInBothThemes();
      await page.keyboard.press("e");
      await pane().getByText("503 from the warranty service").waitFor();
      await pane().getByText('"sku": "AR-200"').waitFor();
      await expect.poll(() => page.url()).toContain(`span=${spanIdOf("tool")}`);
      await isCleanInBothThemes();
      await page.keyboard.press("/");
      await page.keyboard.type("policy");
      await page.keyboard.press("Enter");
      await pane().getByText("Goods can be returned within 30 days.").waitFor();
      expect(await pane().innerText()).toContain("0.910");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await row("guard").click();
      await pane().getByText("decision: allow").waitFor();
      await page.keyboard.press("z");
      await expect.poll(() => page.url()).toMatch(/time=\d/);
      await page.keyboard.press("0");
      await expect.poll(() => page.url()).not.toContain("time=");
      await row("root").click();
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => page.locator(".span-row").count()).toBe(2);
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.locator(".span-row").count()).toBe(7);
    });

    it("moves a span below its parent when that comes, without being asked", async () => {
      await importSpans([{ id: "agent", parent: "root", name: "support agent", kind: "AGENT", atMs: 3900, tookMs: 90 }]);
      await row("agent").waitFor();
      await expect.poll(() => row("early").getAttribute("aria-level")).toBe("3");
      expect(await row("early").innerText()).not.toContain("parent not received");
    });

    it("opens the interaction of a model's call with its trace in small, and fetches nothing that it names", async () => {
      const { page } = app;
      await row("second").click();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: /^int_/ }).waitFor();
      await page.getByText("within 30 days", { exact: true }).waitFor();
      const facts = page.getByRole("complementary", { name: "Timings, attempts and conditions" });
      await facts.getByText("warranty_lookup").waitFor();
      await isCleanInBothThemes();
      await page.keyboard.press("3");
      await page.getByText('"messages": [').waitFor();
      await page.getByRole("button", { name: "Answer", exact: true }).click();
      await page.getByText('"output":').waitFor();
      await isCleanInBothThemes();
      await page.keyboard.press("1");
      await page.waitForTimeout(300);
      expect(fetched).toBe(0);
    });

    it("takes feedback in, and finds the interactions before and after of the same user", async () => {
      const { page } = app;
      const own = await page.locator("h1").innerText();
      await page.keyboard.press("f");
      await page.getByRole("button", { name: "Bad", exact: true }).click();
      await page.getByRole("textbox", { name: "Comment" }).fill("It promised 14 days.");
      await isCleanInBothThemes();
      await page.keyboard.press("Control+Enter");
      await page.locator(".feedback-said").getByText("It promised 14 days.").waitFor();
      await page.reload();
      await page.locator(".feedback-said").getByText("It promised 14 days.").waitFor();
      await page.getByRole("button", { name: "Previous, same user ([)" }).waitFor();
      await page.keyboard.press("[");
      await expect.poll(() => page.locator("h1").innerText()).not.toBe(own);
      await page.getByText("Good day.", { exact: true }).waitFor();
      await page.keyboard.press("]");
      await expect.poll(() => page.locator("h1").innerText()).toBe(own);
    });

    it("shows the session as a conversation, each message once, and goes to a turn and back to its interaction", async () => {
      const { page } = app;
      await page.keyboard.press("s");
      await page.getByRole("heading", { level: 1, name: "ses_e2e" }).waitFor();
      await page.getByRole("article", { name: "Turn 2" }).waitFor();
      expect(await page.getByText("Good day.", { exact: true }).count()).toBe(1);
      expect(await page.getByText("You are the support assistant of a shop.").count()).toBe(1);
      expect(await page.getByRole("complementary", { name: "The session's totals" }).innerText()).toMatch(/Turns\s+2[^]*972 → 156[^]*kim[^]*demo-support-v2/);
      await isCleanInBothThemes();
      await page.keyboard.press("g");
      await page.keyboard.type("2");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.url()).toContain("turn=2");
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: /^int_/ }).waitFor();
      expect(fetched).toBe(0);
    });

    it("says what to do where a trace or a session is not there", async () => {
      await app.goTo(`/traces/${"0".repeat(32)}`);
      await app.page.getByText("Nothing of this trace has come").waitFor();
      await app.goTo("/sessions/nobody");
      await app.page.getByText("No interaction has this session").waitFor();
      await isCleanInBothThemes();
    });
  });
}
