import { AppError } from "../../../../shared/errors.ts";
import { checkAddress } from "./parseUri.ts";
import { createRequester, type Requester } from "./requester.ts";

const defaultHub = "https://huggingface.co";
const idleMs = 30_000;

/**
 * A requester as the environment wants it: `HF_ENDPOINT` (a mirror of the hub), `HF_TOKEN` (sent to the hub only), and the usual
 * `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. Throws `bad-request` for an `HF_ENDPOINT` that can't be asked.
 */
export function requesterFrom(environment: NodeJS.ProcessEnv, version: string): Requester {
  const address = environment["HF_ENDPOINT"]?.trim() || defaultHub;
  if (!URL.canParse(address)) throw new AppError("bad-request", `HF_ENDPOINT is "${address}", which is no address.`, { fix: `Set it to the hub's address, for example ${defaultHub}, or unset it.` });
  const hub = new URL(address);
  checkAddress(hub);
  return createRequester({ hub, hubToken: environment["HF_TOKEN"]?.trim() || undefined, environment, idleMs, userAgent: `tapedeck/${version}` });
}
