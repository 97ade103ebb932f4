import type { Model } from "../../../shared/schemas/model.ts";
import { isUsable, offered } from "../models/library.ts";

/** A name for every column: the chosen one; where none is chosen, a model that is loaded and not yet taken, else any usable one, else null. */
export function chooseTargets(chosen: readonly (string | null)[], models: readonly Model[]): (string | null)[] {
  const taken = new Set(chosen);
  const candidates = offered(models).filter(isUsable).toSorted((a, b) => Number(b.runtime.state === "loaded") - Number(a.runtime.state === "loaded"));
  return chosen.map((name) => {
    if (name !== null) return name;
    const next = candidates.find((model) => !taken.has(model.name)) ?? candidates[0];
    if (next) taken.add(next.name);
    return next?.name ?? null;
  });
}
