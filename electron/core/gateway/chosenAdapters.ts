import { AppError } from "../../../shared/errors.ts";
import type { AdapterChoice } from "../../../shared/schemas/chat.ts";
import type { UsedAdapter } from "../../../shared/schemas/interaction.ts";
import type { Library, StoredModel } from "../models/libraryApi.ts";

export type ChosenAdapter = { path: string; scale: number; used: UsedAdapter };

/** The adapters of a request, each checked against the model before native code sees it. Throws `not-found`, and `bad-request` for one that does not fit. */
export async function chosenAdapters(library: Pick<Library, "resolve" | "checkAdapter">, choices: AdapterChoice[], base: StoredModel, signal: AbortSignal): Promise<ChosenAdapter[]> {
  const chosen: ChosenAdapter[] = [];
  for (const { target, scale } of choices) {
    const { id, name, kind, sha256 } = await library.resolve(target);
    if (kind !== "adapter") throw new AppError("bad-request", `${name} is no LoRA adapter, but a ${kind}.`, { fix: "Name an adapter of the library, or none." });
    if (chosen.some(({ used }) => used.name === name)) throw new AppError("bad-request", `The adapter ${name} is asked for twice.`, { fix: "Name it once, with one scale." });
    chosen.push({ path: await library.checkAdapter(id, base.id, signal), scale, used: { name, sha256, scale } });
  }
  return chosen;
}
