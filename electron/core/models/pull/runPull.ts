import { existsSync, statSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import type { CatalogEntry } from "../../../../shared/schemas/pull.ts";
import type { Report } from "../../jobs/jobs.ts";
import type { AnswerFacts } from "./answerFacts.ts";
import { fetchFile, type Attempts } from "./fetchFile.ts";
import { openPart, type PartFile } from "./partFile.ts";
import { chooseTarget, placeFiles } from "./placeFiles.ts";
import type { PullSource } from "./parseUri.ts";
import { writeRecord, type Expected, type PullRecord } from "./pullRecord.ts";
import type { Requester } from "./requester.ts";
import { askSize, firstAddress, sourceFiles, type SourceFile } from "./sourceFiles.ts";
import { checkSpaceBefore, checkSpaceMeanwhile } from "./space.ts";
import { createSpeedometer } from "./speedometer.ts";

export type RunParts = {
  requester: Requester;
  modelsFolder: string;
  attempts: Attempts;
  now: () => number;
  /** The model of the library that has these bytes, ready to use. */
  knownModel: (sha256: string) => string | undefined;
};
type Run = { source: PullSource; record: PullRecord; folder: string; catalogEntry: CatalogEntry | undefined; signal: AbortSignal; report: Report };
/** `known`: the library has the bytes, and nothing was kept. */
export type Outcome = { fetchedBytes: number } & ({ kind: "known"; modelId: string } | { kind: "placed"; path: string; sizeBytes: number; sha256: string | null });

const spaceEveryBytes = 16 * 1024 * 1024;

const sizeAt = (path: string) => (existsSync(path) ? statSync(path).size : 0);
/** The bytes of a record's files that are there, wherever they are by now. */
export const doneBytesOf = ({ files, target }: PullRecord, folder: string): number =>
  files.reduce((sum, { name }) => sum + (sizeAt(join(folder, `${name}.part`)) || sizeAt(join(folder, name)) || (target ? sizeAt(join(target, name)) : 0)), 0);

/** Fetches all files of a pull into `folder`, checks them and moves them among the models. Goes on with what the record says is there. */
export async function runPull({ requester, modelsFolder, attempts, now, knownModel }: RunParts, { source, record, folder, catalogEntry, signal, report }: Run): Promise<Outcome> {
  const wanted = record.request.sha256 ?? catalogEntry?.sha256;
  const known = wanted && knownModel(wanted);
  if (known) return { kind: "known", modelId: known, fetchedBytes: 0 };
  const speedometer = createSpeedometer(now);
  let note: string | undefined = "Asking the server.";
  let doneBytes = 0;
  let uncheckedBytes = 0;

  const totalBytes = () => (record.files.length > 0 && record.files.every(({ sizeBytes }) => sizeBytes !== null) ? record.files.reduce((sum, { sizeBytes }) => sum + sizeBytes!, 0) : null);
  function show(): void {
    const total = totalBytes();
    report({ done: doneBytes, total: total ?? 0, unit: "bytes", ...speedometer.read(total === null ? null : total - doneBytes), ...(note !== undefined && { note }) });
  }
  const say = (text: string | undefined) => {
    note = text;
    show();
  };

  async function onFacts(expected: Expected, part: PartFile, facts: AnswerFacts): Promise<boolean> {
    const { sizeBytes, sha256, etag } = facts;
    if (wanted && sha256 && wanted !== sha256) {
      await part.discard();
      throw wrongHash(expected.name, wanted, sha256, "The hub says that it");
    }
    Object.assign(expected, { sizeBytes, sha256, etag });
    await writeRecord(folder, record);
    if (record.files.length === 1 && sha256 && knownModel(sha256)) return false;
    const openBytes = record.files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0) - doneBytesOf(record, folder);
    await checkSpaceBefore(modelsFolder, Math.max(0, openBytes));
    return true;
  }

  /** Null: the library has its bytes. */
  async function fetchOne({ name, address }: SourceFile, expected: Expected): Promise<{ sizeBytes: number; sha256: string | null } | null> {
    const donePath = join(folder, name);
    const before = doneBytes;
    for (const path of [donePath, ...(record.target ? [join(record.target, name)] : [])]) {
      if (!existsSync(path)) continue;
      doneBytes = before + sizeAt(path);
      return { sizeBytes: sizeAt(path), sha256: null };
    }
    const part = await openPart(`${donePath}.part`, { signal, onPiece: (bytes) => { doneBytes = before + bytes; say("Checking the bytes that are there."); } });
    try {
      const onBytes = async (bytes: number) => {
        speedometer.add(bytes);
        doneBytes = before + part.sizeBytes;
        show();
        uncheckedBytes += bytes;
        if (uncheckedBytes < spaceEveryBytes) return;
        uncheckedBytes = 0;
        await checkSpaceMeanwhile(modelsFolder);
      };
      const outcome = await fetchFile({ requester, address, part, expected, attempts, signal, onFacts: (facts) => onFacts(expected, part, facts), onBytes, note: say });
      if (outcome === "stopped") return null;
      const sha256 = part.sha256();
      const right = wanted ?? expected.sha256;
      if (right !== null && sha256 !== right) {
        await part.discard();
        throw wrongHash(name, right, sha256, "What came");
      }
      await part.sync();
      await part.close();
      await rename(part.path, donePath);
      return { sizeBytes: part.sizeBytes, sha256 };
    } finally {
      await part.close();
    }
  }

  show();
  const address = record.address ? new URL(record.address) : await firstAddress(requester, source, signal);
  const files = sourceFiles(address, wanted);
  if (record.files.length !== files.length) record.files = files.map(({ name }) => ({ name, sizeBytes: null, sha256: null, etag: null }));
  record.address = source.kind === "quantization" ? address.href : null;
  if (files.length > 1) for (const [index, file] of record.files.entries()) file.sizeBytes ??= await askSize(requester, files[index]!.address, signal);
  await writeRecord(folder, record);

  let sizeBytes = 0;
  let sha256: string | null = null;
  for (const [index, file] of files.entries()) {
    const fetched = await fetchOne(file, record.files[index]!);
    if (!fetched) return { kind: "known", modelId: knownModel(record.files[index]!.sha256!)!, fetchedBytes: speedometer.fetchedBytes() };
    sizeBytes += fetched.sizeBytes;
    sha256 = files.length === 1 ? fetched.sha256 : null;
  }
  const names = files.map(({ name }) => name);
  record.target ??= chooseTarget(modelsFolder, names);
  await writeRecord(folder, record);
  await placeFiles(folder, record.target, names);
  return { kind: "placed", path: join(record.target, names[0]!), sizeBytes, sha256, fetchedBytes: speedometer.fetchedBytes() };
}

function wrongHash(name: string, wanted: string, found: string, what: string): AppError {
  return new AppError("download-failed", `${name} is not the file that it should be. ${what} has SHA-256 ${found}; it should have ${wanted}. It was removed.`, {
    fix: "Check the hash with the model's page, and fetch it from another place if it is right.",
    details: { wanted, found },
  });
}
