import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CatalogEntry } from "../../../../shared/schemas/pull.ts";
import type { Report } from "../../jobs/jobs.ts";
import { fetchChecked } from "./fetchChecked.ts";
import type { Attempts } from "./fetchFile.ts";
import type { PullSource } from "./parseUri.ts";
import { chooseTarget, placeFiles } from "./placeFiles.ts";
import { createPullProgress } from "./pullProgress.ts";
import { writeRecord, type PullRecord } from "./pullRecord.ts";
import type { Requester } from "./requester.ts";
import { askSize, firstAddress, sourceFiles, type SourceFile } from "./sourceFiles.ts";
import { checkSpaceBefore, checkSpaceMeanwhile } from "./space.ts";

export type RunParts = {
  requester: Requester;
  modelsFolder: string;
  attempts: Attempts;
  now: () => number;
  /** The model of the library that has these bytes, ready to use. */
  knownModel: (sha256: string) => string | undefined;
};
type Run = { source: PullSource; record: PullRecord; folder: string; catalogEntry: CatalogEntry | undefined; signal: AbortSignal; report: Report };
/** `known`: the library has the bytes, and nothing was kept. `sha256` null: a split model, or a file that an earlier pull had checked. */
export type Outcome = { fetchedBytes: number } & ({ kind: "known"; modelId: string } | { kind: "placed"; path: string; sha256: string | null });

const sizeAt = (path: string) => (existsSync(path) ? statSync(path).size : 0);
/** The bytes of a record's files that are there, wherever they are by now. */
export const doneBytesOf = ({ files, target }: PullRecord, folder: string): number =>
  files.reduce((sum, { name }) => sum + (sizeAt(join(folder, `${name}.part`)) || wholeBytesOf(name, folder, target)), 0);

const wholeBytesOf = (name: string, folder: string, target: string | null) => sizeAt(join(folder, name)) || (target === null ? 0 : sizeAt(join(target, name)));

/** Fetches all files of a pull into `folder`, checks them and moves them among the models. Goes on with what the record says is there. */
export async function runPull({ requester, modelsFolder, attempts, now, knownModel }: RunParts, { source, record, folder, catalogEntry, signal, report }: Run): Promise<Outcome> {
  const wanted = record.request.sha256 ?? catalogEntry?.sha256;
  const known = wanted === undefined ? undefined : knownModel(wanted);
  if (known !== undefined) return { kind: "known", modelId: known, fetchedBytes: 0 };
  const progress = createPullProgress({ record, report, now });
  progress.note("Asking the server.");
  const files = await prepare();
  const isSplit = files.length > 1;

  /** Names the files in the record, with the sizes of a split model's parts: together they must fit. */
  async function prepare(): Promise<SourceFile[]> {
    const address = record.address === null ? await firstAddress(requester, source, signal) : new URL(record.address);
    const found = sourceFiles(address, wanted);
    // What a quantization was the first time stays.
    record.address = source.kind === "quantization" ? address.href : null;
    if (record.files.length !== found.length) record.files = found.map(({ name }) => ({ name, sizeBytes: null, sha256: null, etag: null }));
    if (found.length > 1) for (const [index, file] of record.files.entries()) file.sizeBytes ??= await askSize(requester, found[index]!.address, signal);
    await writeRecord(folder, record);
    return found;
  }

  async function fetchPart({ name, address }: SourceFile, index: number) {
    const expected = record.files[index]!;
    const onExpected = async () => {
      await writeRecord(folder, record);
      if (!isSplit && expected.sha256 !== null && knownModel(expected.sha256) !== undefined) return false;
      const wholeBytes = record.files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
      await checkSpaceBefore(modelsFolder, Math.max(0, wholeBytes - doneBytesOf(record, folder)));
      return true;
    };
    return fetchChecked({ requester, address, path: join(folder, name), expected, wanted, attempts, progress, signal, onExpected, checkSpace: () => checkSpaceMeanwhile(modelsFolder) });
  }

  let sha256: string | null = null;
  for (const [index, file] of files.entries()) {
    const thereBytes = wholeBytesOf(file.name, folder, record.target);
    if (thereBytes === 0) {
      const fetched = await fetchPart(file, index);
      if (!fetched) return { kind: "known", modelId: knownModel(record.files[index]!.sha256!)!, fetchedBytes: progress.fetchedBytes() };
      if (!isSplit) ({ sha256 } = fetched);
    }
    progress.fileDone(thereBytes || wholeBytesOf(file.name, folder, record.target));
  }
  const names = files.map(({ name }) => name);
  record.target ??= chooseTarget(modelsFolder, names);
  await writeRecord(folder, record);
  await placeFiles(folder, record.target, names);
  return { kind: "placed", path: join(record.target, names[0]!), sha256, fetchedBytes: progress.fetchedBytes() };
}
