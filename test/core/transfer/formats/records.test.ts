import { mkdirSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { splitParts } from "../../../../electron/core/transfer/formats/records/splitParts.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";
import { lines, readContent, readFile } from "../import/readFile.ts";

const chat = (text: string) => ({ messages: [{ role: "user", content: text }, { role: "assistant", content: `re: ${text}` }] });
const outputs = (read: { interactions: { output: string }[] }) => read.interactions.map(({ output }) => output);

it("names the line of each bad record and reads on behind it", async () => {
  const read = await readContent(`${JSON.stringify(chat("a"))}\n\n{"messages": [}\n"text"\n${JSON.stringify(chat("b"))}\n{"messages": [{"role"`);
  expect(read.format).toBe("openai-jsonl");
  expect(outputs(read)).toEqual(["re: a", "re: b"]);
  expect(read.rejects.map(({ line }) => line)).toEqual([3, 4, 6]);
  expect(read.rejects[0]!.reason).toContain("it is no JSON");
  expect(read.lines).toEqual([1, 5]);
});

it("finds lines also where the first of them is broken", async () => {
  const read = await readContent(`{"messages": broken\n${lines(chat("a"))}`);
  expect([outputs(read), read.rejects.map(({ line }) => line)]).toEqual([["re: a"], [1]]);
});

it("rejects a line that is not UTF-8 and takes the others", async () => {
  const read = await readContent(Buffer.concat([Buffer.from(lines(chat("a"))), Buffer.from('{"messages":[{"role":"user","content":"\xff"}]}\n', "latin1"), Buffer.from(lines(chat("b")))]));
  expect(outputs(read)).toEqual(["re: a", "re: b"]);
  expect(read.rejects).toEqual([{ line: 2, reason: "it is not valid UTF-8" }]);
});

it("reads a document's elements by their index and says where it was cut off", async () => {
  const whole = JSON.stringify([chat("a"), "x", chat("b"), chat("c")], null, 2);
  const read = await readContent(whole.slice(0, -30));
  expect(read.why).toContain("one JSON document");
  expect(outputs(read)).toEqual(["re: a", "re: b"]);
  expect(read.rejects).toEqual([{ line: 1, reason: "it is no JSON object" }, { line: 3, reason: "the file ends in the middle of it: it was cut off" }]);
});

it("says that a list's end is missing, though each of its elements is whole", async () => {
  const read = await readContent(`[${JSON.stringify(chat("a"))},\n`);
  expect(outputs(read)).toEqual(["re: a"]);
  expect(read.rejects[0]!.reason).toContain("before its list does");
});

it("goes on with the next element where one is broken inside", async () => {
  const read = await readContent(`[${JSON.stringify(chat("a"))}, {"messages": [tru]}, ${JSON.stringify(chat("b"))}]`);
  expect([outputs(read), read.rejects.map(({ line }) => line)]).toEqual([["re: a", "re: b"], [1]]);
});

it("reads the same records with a byte-order mark, in UTF-16 and with Windows line ends", async () => {
  const text = lines(chat("日本"), chat("b")).replaceAll("\n", "\r\n");
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  for (const content of [`\ufeff${text}`, utf16, Buffer.from(utf16).swap16()]) expect(outputs(await readContent(content))).toEqual(["re: 日本", "re: b"]);
});

it("goes on where it stopped, in lines as in a document", async () => {
  for (const content of [lines(chat("a"), chat("b"), chat("c")), JSON.stringify([chat("a"), chat("b"), chat("c")])]) {
    const first = (await readContent(content.slice(0, content.indexOf("re: b") + 30))).places;
    const place = { ...first.at(-1)!, ...(content.startsWith("{") ? { records: 1, line: 2, byte: content.indexOf("\n") + 1 } : { records: 1, byte: 0, line: 1 }) };
    const read = await readContent(content, { from: place });
    expect(outputs(read)).toEqual(["re: b", "re: c"]);
    expect(read.records).toBe(3);
  }
});

it("splits a list at any chunk's edge into the same parts", async () => {
  const text = '1, "a,]\\"}", {"b": [1, {"c": "}"}]} ,[ ] , true';
  for (const size of [1, 2, 3, 7, 100]) {
    const chunks = Array.from({ length: Math.ceil((text.length + 1) / size) }, (_, index) => Buffer.from(`${text}]`.slice(index * size, (index + 1) * size)));
    const parts: string[] = [];
    for await (const split of splitParts((async function* () { yield* chunks; })(), 0, 1000)) parts.push(...split.parts.map(({ bytes }) => bytes.toString().trim()));
    expect(parts).toEqual(["1", '"a,]\\"}"', '{"b": [1, {"c": "}"}]}', "[ ]", "true"]);
  }
});

it("says in plain words why a folder, a pipe, an empty file and other things can't be imported", async () => {
  const folder = tempFolder();
  const place = (name: string, content?: string | Buffer) => {
    const path = join(folder, name);
    if (content === undefined) mkdirSync(path);
    else writeFileSync(path, content);
    return path;
  };
  execFileSync("mkfifo", [join(folder, "pipe")]);
  await expect(readFile(place("folder"))).rejects.toThrow("is a folder, not a file");
  await expect(readFile(join(folder, "pipe"))).rejects.toThrow("is a pipe, not a file");
  await expect(readFile(place("empty", ""))).rejects.toThrow("is empty");
  await expect(readFile(join(folder, "nothing"))).rejects.toThrow("There is no file at");
  await expect(readFile(place("blank", " \n \n"))).rejects.toThrow("nothing but white space");
  await expect(readFile(place("packed", Buffer.from([0x1f, 0x8b, 8, 0])))).rejects.toThrow("compressed with gzip");
  await expect(readFile(place("prose", "Dear diary\nnothing happened"))).rejects.toThrow("neither as JSON nor as a table");
  await expect(readFile(place("other.json", '{"hello": 1}'))).rejects.toThrow("of no format that is known");
  await expect(readFile(place("zone.jsonl", lines(chat("a"))), { timeZone: "Mars/Olympus" })).rejects.toThrow('There is no time zone "Mars/Olympus"');
});
