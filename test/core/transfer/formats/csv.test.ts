import { expect, it } from "vitest";
import { readContent } from "../import/readFile.ts";

const head = "id,createdAt,model,system,input,output,session,user,tags,status,promptTokens,completionTokens,totalMs,metadata";
const row = '7,2024-05-01T12:00:00Z,gpt,Be kind.,"Hi, ""you""","Two\nlines",s1,u1,"a; b",failed,12,3,150.5,"{""k"": 1}"';

it("reads Tapedeck's own names without a mapping", async () => {
  const { format, why, interactions, rejects, lines } = await readContent(`${head}\n${row}\n`);
  expect([format, rejects, lines]).toEqual(["csv", [], [2]]);
  expect(why).toBe("Its first line is 14 names, separated by commas.");
  expect(interactions).toMatchObject([{
    sourceId: "7", createdAt: Date.UTC(2024, 4, 1, 12), model: "gpt", output: "Two\nlines", session: "s1", user: "u1", tags: ["a", "b"], status: "failed", usage: { promptTokens: 12, completionTokens: 3 }, timings: { totalMs: 150.5 }, metadata: { k: 1 },
    request: { messages: [{ role: "system", content: "Be kind." }, { role: "user", content: 'Hi, "you"' }] },
  }]);
});

it("reads semicolons, tabs, byte-order marks and UTF-16 alike", async () => {
  for (const delimiter of [";", "\t", ","]) {
    const text = `input${delimiter}output\r\n日本${delimiter}"a;b,c"\r\n`;
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    for (const content of [text, `\ufeff${text}`, utf16]) {
      const { interactions } = await readContent(content);
      expect(interactions).toMatchObject([{ output: "a;b,c", request: { messages: [{ content: "日本" }] } }]);
    }
  }
});

it("maps theirs to ours, keeps other columns as metadata, and ignores what shall be", async () => {
  const { interactions } = await readContent("q,answer,score,secret,when\nHi,Ho,5,x,2024-05-01 12:00\n", { map: { q: "input", score: "metadata.stars", secret: "ignore", when: "createdAt" }, timeZone: "America/New_York" });
  expect(interactions[0]).toMatchObject({ output: "Ho", createdAt: Date.UTC(2024, 4, 1, 16), clockMark: "zone-assumed", metadata: { stars: "5" }, request: { messages: [{ content: "Hi" }] } });
  expect(Object.keys(interactions[0]!.metadata!)).toEqual(["stars"]);
});

it("refuses a mapping that can't be", async () => {
  await expect(readContent("input,output\na,b\n", { map: { prompt: "input" } })).rejects.toThrow('There is no column "prompt"');
  await expect(readContent("a,b\n1,2\n", { map: { a: "input", b: "input" } })).rejects.toThrow("Two columns are mapped to input");
});

it("rejects each bad row by its line, also behind cells of several lines", async () => {
  const content = ['input,output,createdAt,promptTokens,status', '"a\nb",ok,,,', 'c,d,soon,,', 'e,f,,many,lost', 'g,h', ',,,,', 'i,j,,1,ok,more', 'k,l,2024-01-01,2,OK'].join("\n");
  const { interactions, rejects, lines, records } = await readContent(content);
  expect(lines).toEqual([2, 9]);
  expect(rejects).toEqual([
    { line: 4, reason: 'createdAt "soon" is no time' },
    { line: 5, reason: 'promptTokens "many" is no whole number; status "lost" is none of running, ok, failed, cancelled, interrupted, blocked' },
    { line: 6, reason: "it has 2 cells for 5 columns: it may be cut off, or a quote is missing" },
    { line: 7, reason: "it has neither input nor output" },
    { line: 8, reason: "it has 6 cells for 5 columns" },
  ]);
  expect(interactions.length + rejects.length).toBe(records);
});

it("rejects a row that is not UTF-8, and one whose quote never ends", async () => {
  const { interactions, rejects } = await readContent(Buffer.concat([Buffer.from("input,output\na,"), Buffer.from([0xff]), Buffer.from('\nb,c\n"d,e\nf,g\n')]));
  expect(interactions).toMatchObject([{ output: "c" }]);
  expect(rejects.map(({ line }) => line)).toEqual([2, 4]);
});

it("goes on behind the rows that were read", async () => {
  const { interactions, lines } = await readContent("input,output\na,b\nc,d\ne,f\n", { from: { byte: 0, line: 1, records: 2 } });
  expect([interactions.map(({ output }) => output), lines]).toEqual([["f"], [4]]);
});
