import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTemplateRenderer, type TemplateRenderer } from "../../electron/core/gateway/templateRenderer.ts";
import { templateWorker } from "../core/gateway/openGateway.ts";

const limitMs = 1000;
/** Besides the limit: ending a thread and starting another on a busy machine. */
const graceMs = 6000;
const planted = join(tmpdir(), `tapedeck-hostile-${process.pid}`);
const doubling = (times: number, start: string, then = "") => `{% set ns = namespace(v=${start}) %}{% for i in range(${times}) %}{% set ns.v = ns.v + ns.v %}{% endfor %}${then}`;

describe("a hostile template on the thread of templates", () => {
  let renderer: TemplateRenderer;
  beforeAll(() => void (renderer = createTemplateRenderer({ workerEntry: templateWorker, limitMs })));
  afterAll(() => {
    renderer.close();
    rmSync(planted, { force: true });
  });
  const render = (template: string) => renderer.render({ template, messages: [{ role: "user", content: "Hello" }], bosToken: "", eosToken: "" }, new AbortController().signal);

  const endless: [what: string, template: string][] = [
    ["loops a trillion times", `${"{% for a in range(10000) %}".repeat(3)}x${"{% endfor %}".repeat(3)}`],
    ["makes a list of a billion numbers", "{% for i in range(1000000000) %}{% endfor %}"],
    ["doubles a text sixty times", doubling(60, "'xxxxxxxxxxxxxxxx'", "{{ ns.v | length }}")],
    ["doubles a list sixty times", doubling(60, "[1, 2, 3, 4]")],
    ["flattens a text of half a gigabyte", doubling(24, "'xxxxxxxxxxxxxxxx'", "{{ ns.v | upper | replace('X', 'yyyyyyyy') }}")],
    ["calls itself without end", "{% macro a(x) %}{{ a(x) }}{% endmacro %}{{ a(1) }}"],
    ["hides behind blanks that hang its parser", `${" ".repeat(200_000)}{%- if a %}`],
    ["hides behind line ends that hang its parser", `${"\n".repeat(200_000)}{% if x %}`],
    ["is nested without end", `{{ ${"(".repeat(100_000)}a }}`],
  ];
  it.each(endless)("is stopped and named where it %s, and the next one is rendered", async (_what, template) => {
    const startedAt = performance.now();
    await expect(render(template)).rejects.toMatchObject({ code: "template-failed" });
    expect(performance.now() - startedAt).toBeLessThan(limitMs + graceMs);
    await expect(render("{{ messages[0].content }}")).resolves.toBe("Hello");
  });

  const escapes = [
    `{{ messages.constructor.constructor("require('node:fs').writeFileSync('${planted}', '')")() }}`,
    `{{ ''.__class__.__mro__[1].__subclasses__() }}`,
    `{{ messages['__proto__']['constructor']('process.exit(7)')() }}`,
    `{{ range.constructor('process.exit(7)')() }}`,
    `{{ (messages | map(attribute='constructor') | list)[0]('process.exit(7)') }}`,
    `{{ strftime_now.__globals__ }}`,
    `{% set x = namespace(__proto__={'polluted': 1}) %}{{ x.polluted }}`,
  ];
  it.each(escapes)("runs nothing but itself: %s", async (template) => {
    const text = await render(template).catch((error: Error) => error.message);
    expect(text).not.toMatch(/native code|=>|function \w*\(/);
    expect(existsSync(planted)).toBe(false);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    await expect(render("{{ messages[0].content }}")).resolves.toBe("Hello");
    await expect(render("{{ messages.polluted is defined }}")).resolves.toBe("false");
  });
});
