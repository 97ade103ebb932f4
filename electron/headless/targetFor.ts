import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CoreContract } from "../../shared/contract.ts";
import type { Client } from "../../shared/rpc/contract.ts";

/**
 * What `model` names for the core, which may run in another folder: a file's path becomes absolute. A model's name, id or hash comes
 * first, also where a file here is called the same.
 */
export async function targetFor(core: Client<CoreContract>, model: string): Promise<string> {
  if (!existsSync(model)) return model;
  const models = await core.models.list({});
  const isHash = /^[0-9a-f]{8,64}$/i.test(model);
  const isKnown = models.some(({ name, id, sha256 }) => name === model || id === model || (isHash && sha256?.startsWith(model.toLowerCase())));
  return isKnown ? model : resolve(model);
}
