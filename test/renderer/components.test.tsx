import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Button } from "../../renderer/components/Button.tsx";
import { Measure } from "../../renderer/components/Measure.tsx";
import { FailureNotice } from "../../renderer/components/Notice.tsx";
import { Progress } from "../../renderer/components/Progress.tsx";
import { StatusMark } from "../../renderer/components/StatusMark.tsx";
import { Marked } from "../../renderer/features/palette/Marked.tsx";
import { Status } from "../../shared/schemas/chat.ts";

describe("components", () => {
  it("show every status with a word and a shape of its own colour group", () => {
    for (const status of Status.options) expect(renderToStaticMarkup(<StatusMark status={status} />)).toMatch(new RegExp(`^<span class="status is-[a-z]+"><svg .*</svg>${status}</span>$`));
  });

  it("show a failure in three parts: what happened, why, what to do", () => {
    const html = renderToStaticMarkup(<FailureNotice title="The model could not be loaded" failure={{ message: "It needs 5.1 GB and 3.2 GB are free.", fix: "Unload support-v1." }} />);
    expect(html).toContain('role="alert"');
    expect(html.match(/<p[^>]*>[^<]+/g)).toEqual(['<p class="notice-title">The model could not be loaded', "<p>It needs 5.1 GB and 3.2 GB are free.", "<p>Unload support-v1."]);
  });

  it("keep texts from outside as text", () => {
    expect(renderToStaticMarkup(<Marked text="<img src=x>" part="IMG" />)).toBe('<span class="nowrap">&lt;<mark>img</mark> src=x&gt;</span>');
  });

  it("name a button that has no word, for those who hear it and those who point at it", () => {
    expect(renderToStaticMarkup(<Button icon="copy" aria-label="Copy id" />)).toMatch(/class="btn is-icon" title="Copy id" aria-label="Copy id"/);
  });

  it("say how far something is, or that it is not known", () => {
    expect(renderToStaticMarkup(<Progress label="Hash" value={0.617} />)).toContain('aria-valuenow="62"');
    expect(renderToStaticMarkup(<Progress label="Hash" value={null} />)).not.toContain("aria-valuenow");
  });

  it("put the unit in lighter grey and leave what has none", () => {
    expect(renderToStaticMarkup(<Measure text="3.34 s" />)).toBe('3.34 <span class="unit">s</span>');
    expect(renderToStaticMarkup(<Measure text="–" />)).toBe("–");
  });
});
