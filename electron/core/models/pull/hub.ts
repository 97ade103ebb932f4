import { z } from "zod";
import { AppError } from "../../../../shared/errors.ts";
import { statusFailure } from "./failures.ts";
import type { PullSource } from "./parseUri.ts";
import type { Requester } from "./requester.ts";

type HubFile = Extract<PullSource, { kind: "hub" }>;
type Quantization = Extract<PullSource, { kind: "quantization" }>;

/** What the hub's API says of a repository, as far as it is needed. */
const Repository = z.object({ sha: z.string().optional(), siblings: z.array(z.object({ rfilename: z.string().max(4096) })).max(100_000) });
const longestListBytes = 16 * 1024 * 1024;
const shownFiles = 12;

const encoded = (path: string) => path.split("/").map(encodeURIComponent).join("/");

/** Where the hub has the file. */
export function hubAddress(hub: URL, { owner, repository, revision, file }: HubFile): URL {
  return new URL(`${hub.href.replace(/\/$/, "")}/${owner}/${repository}/resolve/${encodeURIComponent(revision)}/${encoded(file)}`);
}

/** Of a repository's files, the model of that quantization: the first part where it is split. Throws `not-found` and `ambiguous`, which name the files. */
export function chooseFile(files: string[], quantization: string): string {
  const models = files.filter((file) => /\.gguf$/i.test(file) && !/mmproj/i.test(file)).filter((file) => !/-(?!00001)\d{5}-of-\d{5}\.gguf$/i.test(file));
  const wanted = quantization.replaceAll(/[.\\]/g, "\\$&");
  const has = new RegExp(`(^|[-._/])${wanted}(-00001-of-\\d{5})?\\.gguf$`, "i");
  const found = models.filter((file) => has.test(file));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = (first === undefined ? models : found).slice(0, shownFiles).join(", ");
  if (first !== undefined) throw new AppError("ambiguous", `Several files are ${quantization}: ${names}.`, { fix: "Give one of them as hf:OWNER/REPO/FILE." });
  throw new AppError("not-found", `The repository has no GGUF of ${quantization}.`, { fix: names ? `It has ${names}.` : "It has no GGUF at all: look for one that was converted." });
}

/** Asks the hub which file of the repository has the quantization, at the commit that the revision is now. */
export async function findQuantization(requester: Requester, source: Quantization, signal: AbortSignal): Promise<HubFile> {
  const { owner, repository, revision, quantization } = source;
  const address = new URL(`${requester.hub.href.replace(/\/$/, "")}/api/models/${owner}/${repository}/revision/${encodeURIComponent(revision)}`);
  const { status, headers, url, body } = await requester.ask(address, { method: "GET", signal });
  if (status !== 200) {
    body.destroy();
    throw statusFailure({ status, headers, url, isHub: true }, Date.now());
  }
  const pieces: Buffer[] = [];
  let lengthBytes = 0;
  for await (const piece of body.pieces()) {
    lengthBytes += piece.length;
    if (lengthBytes > longestListBytes) throw new AppError("download-failed", `The list of files of ${owner}/${repository} is longer than ${longestListBytes} bytes.`, { fix: "Give the file: hf:OWNER/REPO/FILE." });
    pieces.push(piece);
  }
  const listed = Repository.safeParse(parseJson(Buffer.concat(pieces).toString("utf8")));
  if (!listed.success) throw new AppError("download-failed", `${url.host} gives no list of the files of ${owner}/${repository}.`, { fix: "Give the file: hf:OWNER/REPO/FILE." });
  const file = chooseFile(listed.data.siblings.map(({ rfilename }) => rfilename), quantization);
  return { kind: "hub", owner, repository, revision: listed.data.sha ?? revision, file };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
