import { posix } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { partPaths, splitName } from "../splits/splitName.ts";
import { findQuantization, hubAddress } from "./hub.ts";
import type { PullSource } from "./parseUri.ts";
import type { Requester } from "./requester.ts";

/** Characters that no file system of ours takes in a name, or takes as something else. */
const unfit = /[\p{Cc}<>:"/\\|?*]/gu;
const longestName = 200;

/** The name that the file at `address` has here; ends in `.gguf`. */
export function fileNameOf(address: URL): string {
  let last = posix.basename(address.pathname);
  try {
    last = decodeURIComponent(last);
  } catch {
    // A stray % stays as it is.
  }
  const stem = last.replace(unfit, "_").replace(/\.gguf$/i, "").replace(/^\.+|[. ]+$/g, "").slice(0, longestName);
  return `${stem || "model"}.gguf`;
}

/** What a person sees of a URI: without the query of an address, which may be a signature. */
export function shownUri(uri: string, source: PullSource): string {
  return source.kind === "web" ? `${source.url.origin}${source.url.pathname}` : uri.trim();
}

/** The address of the first file; asks the hub where only a quantization is named. */
export async function firstAddress(requester: Requester, source: PullSource, signal: AbortSignal): Promise<URL> {
  switch (source.kind) {
    case "web": return source.url;
    case "hub": return hubAddress(requester.hub, source);
    case "quantization": return hubAddress(requester.hub, await findQuantization(requester, source, signal));
  }
}

export type SourceFile = { name: string; address: URL };

/** All files that make up the model at `address`: itself, or the parts of a split one, which lie beside it. Throws `bad-request` where one hash is to check several. */
export function sourceFiles(address: URL, sha256: string | undefined): SourceFile[] {
  const name = fileNameOf(address);
  const { parts } = splitName(name) ?? { parts: 1 };
  if (parts === 1) return [{ name, address }];
  if (sha256 !== undefined) throw new AppError("bad-request", `The model is split into ${parts} files: one SHA-256 can't check them.`, { fix: "Pull it without a hash; the hub's own hashes of the parts are checked." });
  const folder = address.pathname.slice(0, address.pathname.lastIndexOf("/") + 1);
  const remote = partPaths(posix.basename(address.pathname), parts);
  return partPaths(name, parts).map((local, index) => {
    const part = new URL(address);
    part.pathname = folder + remote[index]!;
    return { name: local, address: part };
  });
}

/** The size that the server gives for the file, without its bytes; null where it does not say. */
export async function askSize(requester: Requester, address: URL, signal: AbortSignal): Promise<number | null> {
  try {
    const { status, headers, linked, body } = await requester.ask(address, { method: "HEAD", signal, untilLinked: true });
    body.destroy();
    const said = status === 200 ? Number(headers["content-length"] ?? Number.NaN) : Number.NaN;
    return linked.sizeBytes ?? (Number.isSafeInteger(said) ? said : null);
  } catch (error) {
    // Only the sum is not known then; the file's own fetch says what is wrong.
    if (signal.aborted) throw error;
    return null;
  }
}
