import { ParquetWriter, fileWriter } from "hyparquet-writer";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import type { ParquetRow } from "./parquet.ts";
import { parquetColumns, parquetSchema } from "./parquetColumns.ts";
import { partitionFolder } from "./partitionFolder.ts";
import { partPath, putFolderInPlace } from "./putInPlace.ts";
import type { Sink } from "./sink.ts";

/** A row group is written when this much waits for it, or the longest one when this much waits in all. */
const groupChars = 4 * 1024 * 1024;
const waitingChars = 12 * 1024 * 1024;

type Partition = { day: string; path: string; writer: ParquetWriter; rows: ParquetRow[]; chars: number };

/** A folder of Parquet files (zstd), one a day and model: `day=YYYY-MM-DD/model=NAME/part-N.parquet`. */
export function createParquetSink({ path, force }: { path: string; force: boolean }): Sink<ParquetRow> {
  const part = partPath(path);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  const open = new Map<string, Partition>();
  let chars = 0;
  let files = 0;
  let bytes = 0;

  function partitionOf({ day, model }: ParquetRow): Partition {
    const folder = partitionFolder(day, model);
    const known = open.get(folder);
    if (known) return known;
    // Interactions come in the order of their time: of another day nothing more is to come, and a file that is closed takes no memory.
    for (const [name, partition] of open) if (partition.day !== day) close(name, partition);
    mkdirSync(join(part, folder), { recursive: true });
    let number = 0;
    while (existsSync(join(part, folder, `part-${number}.parquet`))) number++;
    const file = join(part, folder, `part-${number}.parquet`);
    const partition: Partition = { day, path: file, writer: new ParquetWriter({ writer: fileWriter(file), schema: parquetSchema, codec: "ZSTD", compressors: { ZSTD: compress }, createdBy: "tapedeck" }), rows: [], chars: 0 };
    open.set(folder, partition);
    return partition;
  }

  function writeGroup(partition: Partition): void {
    const { rows, writer } = partition;
    if (rows.length === 0) return;
    // With plain writers it is done when it returns.
    void writer.write({ columnData: parquetColumns.map(({ name }, index) => ({ name, data: rows.map(({ cells }) => cells[index]), offsetIndex: false })), rowGroupSize: rows.length });
    chars -= partition.chars;
    partition.rows = [];
    partition.chars = 0;
  }

  function close(name: string, partition: Partition): void {
    writeGroup(partition);
    void partition.writer.finish();
    bytes += statSync(partition.path).size;
    files++;
    open.delete(name);
  }

  return {
    add(row) {
      const partition = partitionOf(row);
      partition.rows.push(row);
      partition.chars += row.sizeChars;
      chars += row.sizeChars;
      if (partition.chars >= groupChars) writeGroup(partition);
      else if (chars >= waitingChars) writeGroup([...open.values()].reduce((longest, each) => (each.chars > longest.chars ? each : longest)));
    },
    finish() {
      for (const [name, partition] of open) close(name, partition);
      putFolderInPlace(part, path, force);
      return { files, bytes };
    },
    discard() {
      open.clear();
      rmSync(part, { recursive: true, force: true });
    },
  };
}

const compress = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
