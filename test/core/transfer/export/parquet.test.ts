import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, expect, it } from "vitest";
import { writeParquetRow } from "../../../../electron/core/transfer/export/parquet.ts";
import { createParquetSink } from "../../../../electron/core/transfer/export/parquetSink.ts";
import { partitionFolder } from "../../../../electron/core/transfer/export/partitionFolder.ts";
import type { Selected } from "../../../../electron/core/transfer/export/selected.ts";
import { context, feedback, sampleSelected } from "./sampleSelected.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck parquet #% é-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const day = Date.UTC(2026, 10, 25, 12);

function write(selected: Selected[]): string {
  const path = join(mkdtempSync(join(folder, "out-")), "out");
  const sink = createParquetSink({ path, force: false });
  for (const each of selected) {
    const written = writeParquetRow(each, context());
    if ("skipped" in written) throw new Error(written.skipped);
    for (const row of written.records) sink.add(row);
  }
  sink.finish();
  return path;
}
const bufferOf = (path: string) => new Uint8Array(readFileSync(path)).buffer;
const read = (path: string) => parquetReadObjects({ file: bufferOf(path), compressors: { ZSTD: (bytes) => zstdDecompressSync(bytes) } });
const filesOf = (path: string) => readdirSync(path, { recursive: true }).map(String).filter((name) => name.endsWith(".parquet")).sort();

it("writes a file a day and model, compressed with zstd, from which another reader gets every cell back", async () => {
  const path = write([
    sampleSelected({ id: "int_1", createdAt: day - 86_400_000, model: "a/b" }),
    sampleSelected({ id: "int_2", createdAt: day, tags: ["x", "日本"], output: "a\0b 🙂", session: null, metadata: { plan: "pro" } }, { feedback: [feedback({ value: 1 })] }),
    sampleSelected({ id: "int_3", createdAt: day + 1, model: null, tags: [], usage: { promptTokens: null, completionTokens: 3, cachedTokens: null } }),
  ]);
  expect(filesOf(path)).toEqual([`day=2026-11-24/model=a%2Fb/part-0.parquet`, "day=2026-11-25/model=__HIVE_DEFAULT_PARTITION__/part-0.parquet", "day=2026-11-25/model=demo-support-v1/part-0.parquet"]);
  const file = join(path, "day=2026-11-25/model=demo-support-v1/part-0.parquet");
  const [row] = await read(file);
  expect(row).toMatchObject({
    id: "int_2", createdAt: new Date(day), status: "ok", modelName: "demo-support-v1", tags: ["x", "日本"], output: "a\0b 🙂", session: null, promptTokens: 12, totalMs: 26, metadata: '{"plan":"pro"}', tools: null,
  });
  expect(JSON.parse(row!["messages"] as string)).toEqual([{ role: "user", content: "Where is my order?" }]);
  expect(JSON.parse(row!["feedback"] as string)).toMatchObject([{ value: 1 }]);
  expect(new Set(parquetMetadata(bufferOf(file)).row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data!.codec)))).toEqual(new Set(["ZSTD"]));
  expect(await read(join(path, "day=2026-11-25/model=__HIVE_DEFAULT_PARTITION__/part-0.parquet"))).toMatchObject([{ id: "int_3", modelName: null, tags: [], promptTokens: null, completionTokens: 3 }]);
});

it("writes long answers in several groups of rows, and goes on in another file where a day comes back", async () => {
  const long = "word ".repeat(600_000);
  const path = write([...Array.from({ length: 4 }, (_, index) => sampleSelected({ id: `int_${index}`, createdAt: day, output: long })), sampleSelected({ id: "int_8", createdAt: day + 86_400_000 }), sampleSelected({ id: "int_9", createdAt: day })]);
  const model = join(path, "day=2026-11-25/model=demo-support-v1");
  expect(readdirSync(model)).toEqual(["part-0.parquet", "part-1.parquet"]);
  expect(parquetMetadata(bufferOf(join(model, "part-0.parquet"))).row_groups.length).toBeGreaterThan(1);
  expect((await read(join(model, "part-0.parquet"))).map(({ id, output }) => [id, (output as string).length])).toEqual(Array.from({ length: 4 }, (_, index) => [`int_${index}`, long.length]));
});

it("says of halves of characters that they became U+FFFD", () => {
  expect(writeParquetRow(sampleSelected({ output: "a\ud800" }), context())).toMatchObject({ changed: ["Halves of characters, which UTF-8 can't hold, became \ufffd"] });
});

it("gives every model a folder's name that file systems take and that tells them apart", () => {
  expect(partitionFolder("2026-11-25", "gpt-4o (a=b):c*?")).toBe("day=2026-11-25/model=gpt-4o %28a%3Db%29%3Ac%2A%3F");
  expect(partitionFolder("2026-11-25", "..")).toBe("day=2026-11-25/model=.%2E");
  const long = "日".repeat(400);
  expect(partitionFolder("d", long).length).toBeLessThan(240);
  expect(partitionFolder("d", `${long}a`)).not.toBe(partitionFolder("d", `${long}b`));
});
