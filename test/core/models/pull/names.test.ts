import { describe, expect, it } from "vitest";
import { zoneOf } from "../../../../electron/core/models/pull/addressZone.ts";
import { chooseFile, hubAddress } from "../../../../electron/core/models/pull/hub.ts";
import { parseUri } from "../../../../electron/core/models/pull/parseUri.ts";
import { readCatalog } from "../../../../electron/core/models/pull/readCatalog.ts";
import { requesterFrom } from "../../../../electron/core/models/pull/requesterFrom.ts";
import { fileNameOf, sourceFiles } from "../../../../electron/core/models/pull/sourceFiles.ts";
import { createSpeedometer } from "../../../../electron/core/models/pull/speedometer.ts";
import { resourcesFolder } from "../openLibrary.ts";

describe("the URI of a pull", () => {
  it("names a file, a revision or a quantization on the hub, or an address", () => {
    expect(parseUri("hf:kim/tiny-GGUF/sub/m.gguf")).toEqual({ kind: "hub", owner: "kim", repository: "tiny-GGUF", revision: "main", file: "sub/m.gguf" });
    expect(parseUri(" hf:kim/tiny@v1.0/m.gguf ")).toMatchObject({ revision: "v1.0", file: "m.gguf" });
    expect(parseUri("hf:kim/tiny@refs%2Fpr%2F1:Q4_K_M")).toMatchObject({ kind: "quantization", quantization: "Q4_K_M" });
    expect(parseUri("https://example.com/a.gguf?x=1#part")).toMatchObject({ kind: "web", url: new URL("https://example.com/a.gguf?x=1") });
    for (const loopback of ["http://127.0.0.1:8/m", "http://localhost/m", "http://[::1]/m"]) expect(parseUri(loopback).kind).toBe("web");
  });

  it.each(["", "m.gguf", "/home/kim/m.gguf", "ftp://x/m.gguf", "file:///etc/passwd", "http://example.com/m.gguf", "http://127.0.0.1.example.com/m", "https://kim:secret@example.com/m", "hf:tiny/m.gguf", "hf:kim/tiny", "hf:kim/tiny/", "hf:kim/tiny/../x.gguf", "hf:../tiny/m.gguf", "hf:k..m/tiny/m.gguf", "hf:kim/tiny/a\n.gguf"])("%j is refused with what would be one", (uri) => {
    expect(() => parseUri(uri)).toThrow(expect.objectContaining({ code: "bad-request", fix: expect.stringMatching(/https|an address without/) }));
  });

  it("becomes an address in which every part is encoded, under the mirror's own path", () => {
    const source = { kind: "hub", owner: "kim", repository: "tiny", revision: "refs/pr/1", file: "a b/m#1.gguf" } as const;
    expect(hubAddress(new URL("https://mirror.example/hf/"), source).href).toBe("https://mirror.example/hf/kim/tiny/resolve/refs%2Fpr%2F1/a%20b/m%231.gguf");
  });

  it("gives a name that no file system minds", () => {
    expect(["/a/b.gguf", "/a/b", "/a/..%2F..%2Fpasswd", "/", "/%E0%A4%A", "/a:b*.GGUF", `/${"x".repeat(999)}.gguf`].map((path) => fileNameOf(new URL(`https://h${path}`)))).toEqual(["b.gguf", "b.gguf", "_.._passwd.gguf", "model.gguf", "%E0%A4%A.gguf", "a_b_.gguf", `${"x".repeat(200)}.gguf`]);
  });

  it("of one part of a split model means all of them", () => {
    const files = sourceFiles(new URL("https://h/sub/m-00002-of-00003.gguf?k=1"), undefined);
    expect(files.map(({ name, address }) => [name, address.href])).toEqual([1, 2, 3].map((part) => [`m-0000${part}-of-00003.gguf`, `https://h/sub/m-0000${part}-of-00003.gguf?k=1`]));
    expect(() => sourceFiles(new URL("https://h/m-00002-of-00003.gguf"), "a".repeat(64))).toThrow("split into 3 files");
    expect(sourceFiles(new URL("https://h/m-00004-of-00003.gguf"), undefined)).toHaveLength(1);
  });
});

it("the file of a quantization is the one, or the first part, and never a projector or another quantization", () => {
  const files = ["README.md", "m.Q4_K_M.gguf", "m.Q4_K_S.gguf", "mmproj-m-Q8_0.gguf", "m-Q8_0-00001-of-00002.gguf", "m-Q8_0-00002-of-00002.gguf", "IQ4_XS/m-IQ4_XS.gguf", "m-f16.gguf", "other-f16.gguf"];
  expect(["q4_k_m", "Q8_0", "IQ4_XS"].map((quantization) => chooseFile(files, quantization))).toEqual(["m.Q4_K_M.gguf", "m-Q8_0-00001-of-00002.gguf", "IQ4_XS/m-IQ4_XS.gguf"]);
  expect(() => chooseFile(files, "F16")).toThrow(expect.objectContaining({ code: "ambiguous", message: "Several files are F16: m-f16.gguf, other-f16.gguf." }));
  expect(() => chooseFile(files, "Q4_K")).toThrow(expect.objectContaining({ code: "not-found" }));
  expect(() => chooseFile(["README.md"], "Q4_0")).toThrow(expect.objectContaining({ fix: expect.stringContaining("no GGUF at all") }));
});

it("an address is public, private, this machine's, or no server's, also inside another notation", () => {
  const seen = ["8.8.8.8", "172.32.0.1", "2606:4700::1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "100.64.0.1", "fd00::1", "127.0.0.53", "::1", "169.254.169.254", "fe80::1%eth0", "0.0.0.0", "::", "239.1.1.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::808:808", "2002:7f00:1::1"].map(zoneOf);
  expect(seen).toEqual(["public", "public", "public", "private", "private", "private", "private", "private", "loopback", "loopback", "reserved", "reserved", "reserved", "reserved", "reserved", "private", "loopback", "reserved", "public", "loopback"]);
});

it("the catalogue can be read, and each of its entries can be pulled", () => {
  const entries = readCatalog(resourcesFolder);
  expect(entries[0]).toMatchObject({ name: "SmolLM2-135M-Instruct Q4_1", sizeBytes: 98_362_432, license: "Apache-2.0", contextLength: 8192 });
  for (const { uri } of entries) expect(parseUri(uri)).toMatchObject({ kind: "hub", revision: expect.stringMatching(/^[0-9a-f]{40}$/) });
});

it("the environment names the hub, and a wrong one is said at the pull", () => {
  expect(requesterFrom({}, "1").hub.href).toBe("https://huggingface.co/");
  expect(requesterFrom({ HF_ENDPOINT: "http://localhost:9/hub" }, "1").hub.href).toBe("http://localhost:9/hub");
  for (const HF_ENDPOINT of ["mirror", "http://mirror.example"]) expect(() => requesterFrom({ HF_ENDPOINT }, "1")).toThrow(expect.objectContaining({ code: "bad-request" }));
});

it("the pace is that of the last five seconds", () => {
  let at = 0;
  const speedometer = createSpeedometer(() => at);
  speedometer.add(1000);
  expect(speedometer.read(5000)).toEqual({});
  for (let second = 1; second <= 20; second++) {
    at = second * 1000;
    speedometer.add(second < 10 ? 100 : 1000);
  }
  expect(speedometer.read(5000)).toEqual({ perSecond: 1000, secondsLeft: 5 });
  expect(speedometer.read(null)).toEqual({ perSecond: 1000 });
  expect(speedometer.fetchedBytes()).toBe(1000 + 9 * 100 + 11 * 1000);
});
