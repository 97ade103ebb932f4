import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSpace, copyModel } from "../../../electron/core/models/copyModel.ts";
import { hashFile } from "../../../electron/core/models/hashFile.ts";
import { ownFolder } from "./openLibrary.ts";

const bytes = Buffer.alloc(3_000_001, "tapedeck");
const sha256 = createHash("sha256").update(bytes).digest("hex");
const never = new AbortController().signal;

function write(): { folder: string; path: string } {
  const folder = ownFolder();
  writeFileSync(join(folder, "a.bin"), bytes);
  return { folder, path: join(folder, "a.bin") };
}

describe("hashing a file", () => {
  it("gives the SHA-256 of all bytes and reports each piece up to the end", async () => {
    const reports: number[] = [];
    expect(await hashFile(write().path, { signal: never, report: (doneBytes) => reports.push(doneBytes) })).toMatchObject({ sha256, sizeBytes: bytes.length });
    expect(reports.at(-1)).toBe(bytes.length);
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.toSorted((a, b) => a - b)).toEqual(reports);
  });

  it("notices that the file was written to meanwhile", async () => {
    const { path } = write();
    const onPiece = async () => appendFileSync(path, "more");
    await expect(hashFile(path, { signal: never, report: () => undefined, onPiece })).rejects.toMatchObject({ code: "model-changed", fix: expect.any(String) });
  });

  it("stops at the next piece when it is cancelled", async () => {
    const cancel = new AbortController();
    let doneBytes = 0;
    const report = (done: number) => { doneBytes = done; if (done > 0) cancel.abort(); };
    await expect(hashFile(write().path, { signal: cancel.signal, report })).rejects.toMatchObject({ code: "cancelled" });
    expect(doneBytes).toBeLessThan(1_000_000);
  });
});

describe("copying a model", () => {
  it("copies under a free name, and hashes on the way", async () => {
    const { folder, path } = write();
    const first = await copyModel([path], folder, { signal: never, report: () => undefined, isWanted: () => true });
    expect(first.copy).toMatchObject({ sha256, path: join(folder, "2-a.bin") });
    expect(await hashFile(join(folder, "2-a.bin"), { signal: never, report: () => undefined })).toEqual({ sha256, sizeBytes: bytes.length, modifiedUs: first.copy?.modifiedUs });
  });

  it("leaves nothing behind when it is cancelled or the bytes are known", async () => {
    const { folder, path } = write();
    const cancel = new AbortController();
    await expect(copyModel([path], folder, { signal: cancel.signal, report: (done) => done > 0 && cancel.abort(), isWanted: () => true })).rejects.toMatchObject({ code: "cancelled" });
    expect((await copyModel([path], folder, { signal: never, report: () => undefined, isWanted: () => false })).copy).toBeNull();
    expect(readdirSync(folder)).toEqual(["a.bin"]);
  });

  it("is refused beforehand when the disk has too little space, with both numbers", async () => {
    const failure = checkSpace(join(ownFolder(), "models"), 2 ** 52);
    await expect(failure).rejects.toMatchObject({ code: "disk-full", message: expect.stringMatching(/needs 4503599\.63 GB and \d+\.\d\d GB are free/), details: { neededBytes: 2 ** 52 } });
  });
});
