import { AppError } from "../../../../shared/errors.ts";
import type { Library } from "../libraryApi.ts";
import type { HandSet, ModelRecord } from "../modelTables.ts";

export type Changes = Parameters<Library["update"]>[1];

const guessable: HandSet[] = ["family", "version", "baseId"];

/** The chosen base of `model`. Throws `bad-request` for one that is no model, or comes from `model` itself. */
function checkedBase(model: ModelRecord, base: ModelRecord, find: (id: string) => ModelRecord | undefined): string {
  const refuse = (why: string) => new AppError("bad-request", `${base.name} can't be the base of ${model.name}: ${why}.`, { fix: "Choose another model, or none." });
  if (base.kind !== "model") throw refuse(`it is ${base.kind === "adapter" ? "an adapter" : "a projector"}`);
  const seen = new Set<string>();
  for (let at: ModelRecord | undefined = base; at && !seen.has(at.id); at = at.baseId === null ? undefined : find(at.baseId)) {
    if (at.id === model.id) throw refuse(at.id === base.id ? "it is the same model" : "it comes from this one itself");
    seen.add(at.id);
  }
  return base.id;
}

/** `model` with what a person changed; what is left out stays. `need` gives a model by id and throws `not-found`. */
export function applyChanges(model: ModelRecord, changes: Changes, { find, need }: { find: (id: string) => ModelRecord | undefined; need: (id: string) => ModelRecord }): ModelRecord {
  const given: Partial<ModelRecord> = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (given.name !== undefined) given.name = given.name.trim();
  if (given.name === "") throw new AppError("bad-request", "A model needs a name.", { fix: "Give at least one character." });
  if (given.tags) given.tags = [...new Set(given.tags)];
  if (given.baseId) given.baseId = checkedBase(model, need(given.baseId), find);
  const handSet = new Set([...model.handSet, ...guessable.filter((key) => given[key] !== undefined && given[key] !== model[key])]);
  return { ...model, ...given, handSet: [...handSet] };
}
