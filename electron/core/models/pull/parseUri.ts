import { isIP } from "node:net";
import { AppError } from "../../../../shared/errors.ts";

type Repository = { owner: string; repository: string; revision: string };
/** What a URI of a pull names. A quantization is looked up in the hub's list of files and becomes a file. */
export type PullSource = ({ kind: "hub"; file: string } & Repository) | ({ kind: "quantization"; quantization: string } & Repository) | { kind: "web"; url: URL };

const forms = "Give hf:OWNER/REPO/FILE.gguf, hf:OWNER/REPO@REVISION/FILE.gguf, hf:OWNER/REPO:QUANTIZATION, or an https:// address.";
const refuse = (why: string) => new AppError("bad-request", why, { fix: forms });

const name = "[A-Za-z0-9][\\w.-]*";
const hubForm = new RegExp(`^hf:(?://)?(?<owner>${name})/(?<repository>${name})(?:@(?<revision>[^/:]+))?(?:/(?<file>.+)|:(?<quantization>[\\w.-]+))$`);

/** Whether `host`, as a URL has it, is this machine. Other programs resolve `localhost` as they like; here it is loopback or nothing. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare.endsWith(".localhost") || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

/** Throws `bad-request` for an address that is neither https nor on this machine. */
export function checkAddress(url: URL): void {
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname))) return;
  if (url.protocol === "http:") throw new AppError("bad-request", `${url.host} is asked over http, where anyone on the way can change the model.`, { fix: "Use https; plain http is for this machine (127.0.0.1, localhost)." });
  throw refuse(`"${url.protocol}" is no way to fetch a model.`);
}

function parseHub(text: string): PullSource {
  const { owner, repository, revision = "main", file, quantization } = hubForm.exec(text)?.groups ?? {};
  if (!owner || !repository || [owner, repository].some((part) => part.includes(".."))) throw refuse(`"${text}" does not name a file on the hub.`);
  if (quantization) return { kind: "quantization", owner, repository, revision, quantization };
  if (!file || file.split("/").some((part) => part === "" || part === "." || part === "..")) throw refuse(`"${text}" does not name a file on the hub.`);
  return { kind: "hub", owner, repository, revision, file };
}

/** Reads a URI of a pull. Throws `bad-request` that says which forms there are. */
export function parseUri(text: string): PullSource {
  if (/\p{Cc}/u.test(text.trim())) throw refuse("The address has control characters in it.");
  const trimmed = text.trim();
  if (trimmed.startsWith("hf:")) return parseHub(trimmed);
  if (!URL.canParse(trimmed)) throw refuse(`"${trimmed}" is no address.`);
  const url = new URL(trimmed);
  checkAddress(url);
  if (url.username || url.password) throw new AppError("bad-request", "The address has a name or password in it, which would stay on record.", { fix: "Use an address without them, for example a signed one." });
  url.hash = "";
  return { kind: "web", url };
}
