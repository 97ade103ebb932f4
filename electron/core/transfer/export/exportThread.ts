import type { MessagePort } from "node:worker_threads";
import { AppError, toFailure, type Failure } from "../../../../shared/errors.ts";
import type { ExportDone, ExportSample } from "../../../../shared/schemas/export.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { exportFailure } from "./exportFailure.ts";
import { createFileSink } from "./fileSink.ts";
import { lineFormats, type Format } from "./formats.ts";
import { writeParquetRow } from "./parquet.ts";
import { createParquetSink } from "./parquetSink.ts";
import type { Sink } from "./sink.ts";
import { sampleExport, writeExport, type ExportWork } from "./writeExport.ts";

/** `to` null: only the first records are wanted. The first number of `stop` is not 0 once the export shall end. */
export type ExportThreadData = { work: ExportWork; to: { path: string; force: boolean } | null; stop: SharedArrayBuffer };
export type ExportThreadMessage =
  | { say: "progress"; interactions: number }
  | { say: "done"; done: ExportDone }
  | { say: "sample"; sample: ExportSample }
  | { say: "failed"; failure: Failure };

const reportEveryMs = 100;

/** The thread that writes one export, and ends with it. */
export function runExport(port: MessagePort, { work, to, stop }: ExportThreadData): void {
  const say = (message: ExportThreadMessage) => port.postMessage(message);
  const isStopped = new Int32Array(stop);
  const checkWanted = () => {
    if (Atomics.load(isStopped, 0) !== 0) throw new AppError("cancelled", "The export was cancelled.");
  };
  try {
    if (to === null) return say({ say: "sample", sample: sampleExport(work, checkWanted) });
    const { format, raw } = work.selection;
    if (format === "parquet") return write({ write: writeParquetRow }, createParquetSink(to), to.path);
    const lines = lineFormats[format];
    write(lines, createFileSink({ ...to, before: lines.before(raw), end: lines.end }), to.path);
  } catch (error) {
    say({ say: "failed", failure: toFailure(to === null ? storageFailure(error, work.logFolder) : explained(error, to.path)) });
  }

  function write<Row>(format: Format<Row>, sink: Sink<Row>, path: string): void {
    let saidAt = performance.now();
    const goesOn = (interactions: number): true => {
      checkWanted();
      if (performance.now() - saidAt >= reportEveryMs) {
        saidAt = performance.now();
        say({ say: "progress", interactions });
      }
      return true;
    };
    try {
      const counts = writeExport(work, format, { add: sink.add, goesOn, checkWanted });
      say({ say: "done", done: { path, format: work.selection.format, ...sink.finish(), ...counts } });
    } catch (error) {
      sink.discard();
      throw error;
    }
  }

  /** Whether the log or the place it goes to is at fault. */
  function explained(error: unknown, path: string): unknown {
    const at = (error as NodeJS.ErrnoException | null)?.path;
    const isOurs = at === undefined || !at.startsWith(work.logFolder);
    return (error as NodeJS.ErrnoException | null)?.syscall !== undefined && isOurs ? exportFailure(error, path) : storageFailure(error, work.logFolder);
  }
}
