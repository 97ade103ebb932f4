import { expect, it, onTestFinished } from "vitest";
import { createTemplateRenderer } from "../../../electron/core/gateway/templateRenderer.ts";
import { templateWorker } from "./openGateway.ts";

/** A template whose text of 16 characters was doubled `times` times. */
const doubled = (times: number, then: string) => `{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for i in range(${times}) %}{% set ns.s = ns.s + ns.s %}{% endfor %}${then}`;

function openRenderer() {
  const renderer = createTemplateRenderer({ workerEntry: templateWorker, limitMs: 20_000 });
  onTestFinished(() => renderer.close());
  return (template: string, signal = new AbortController().signal) => renderer.render({ template, messages: [{ role: "user", content: "Hello" }], bosToken: "<s>", eosToken: "</s>" }, signal);
}

it("cuts the words of a template that complains without end", async () => {
  const error = await openRenderer()(doubled(16, "{{ raise_exception(ns.s) }}")).catch((reason: Error) => reason);
  expect(error).toMatchObject({ code: "template-failed", message: expect.stringMatching(/refused message 0 \(user\): x{1000}…$/) });
});

it("refuses a prompt that no conversation could have made", async () => {
  await expect(openRenderer()(doubled(23, "{{ ns.s }}"))).rejects.toMatchObject({ code: "template-failed", message: expect.stringContaining("134,217,728 characters") });
});

it("refuses a template nested too deep, and goes on", async () => {
  const render = openRenderer();
  await expect(render("{% if true %}".repeat(50_000) + "{% endif %}".repeat(50_000))).rejects.toMatchObject({ code: "template-failed" });
  await expect(render("{{ messages[0].content }}")).resolves.toBe("Hello");
});

it("lets who cancels leave at once, whatever is rendered before it", async () => {
  const render = openRenderer();
  await render("warm");
  let isRendered = false;
  const slow = render("{% for i in range(300000) %}{% set x = i %}{% endfor %}").then(() => (isRendered = true));
  const stop = new AbortController();
  const waiting = render("{{ messages[0].content }}", stop.signal);
  setTimeout(() => stop.abort(), 5);
  await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  expect(isRendered).toBe(false);
  await slow;
  await expect(render("next")).resolves.toBe("next");
});
