import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Markdown } from "../../../renderer/components/Markdown.tsx";

const drawn = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

it("fetches nothing: pictures, links and HTML of an answer are text", () => {
  const hostile = [
    "![x](http://127.0.0.1:9/a?q=1)",
    '<img src="http://127.0.0.1:9/b">',
    "[a](javascript:alert(1)) [b](data:text/html,x) [c](http://127.0.0.1:9/c)",
    "![svg](data:image/svg+xml;base64,AAAA)",
    '<div style="background:url(http://127.0.0.1:9/d)">x</div><script>alert(1)</script>',
    "<http://127.0.0.1:9/e> http://127.0.0.1:9/f",
    "[r]: http://127.0.0.1:9/g\n[![p][r]][r]",
  ].join("\n\n");
  const html = drawn(hostile);
  for (const live of [/<(?:img|a|script|style|iframe|link|object|svg)[\s>]/i, /<[a-z][^>]*\s(?:href|src|srcset|style|on\w+)=/i]) expect(html).not.toMatch(live);
  expect(html).toContain("Picture “x”, not loaded: <code>http://127.0.0.1:9/a?q=1</code>");
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html).toContain('class="inert-link"');
});

it("draws tables, code and lists, and no headings of the page's own", () => {
  const html = drawn("# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a;\n```\n\n1. one\n2. two\n\n- [x] done");
  expect(html).toContain('<p class="heading is-1">Title</p>');
  expect(html).toContain("<td>1</td>");
  expect(html).toContain("<code>let a;</code>");
  expect(html).toContain("☑");
  expect(html).not.toMatch(/<h\d/);
});

it("goes on numbering where a long list was cut", () => {
  const html = drawn(Array.from({ length: 300 }, (_, index) => `${index + 1}. item number ${index + 1}`).join("\n"));
  const starts = [...html.matchAll(/<ol(?: start="(\d+)")?>/g)].map(([, start]) => Number(start ?? 1));
  expect(starts.length).toBeGreaterThan(1);
  for (const start of starts.slice(1)) expect(html).toContain(`<ol start="${start}">\n<li>item number ${start}</li>`);
});

it("shows what is no Markdown as it is", () => {
  expect(drawn("a\u0000b \ud800 🙂")).toContain("🙂");
  expect(drawn(`${"x".repeat(9000)} *y*`)).toContain("*y*");
});
