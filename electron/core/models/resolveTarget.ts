import { AppError } from "../../../shared/errors.ts";
import type { StoredModel } from "./libraryApi.ts";

const namesShown = 20;

function only(target: string, how: string, models: StoredModel[]): StoredModel | undefined {
  if (models.length < 2) return models[0];
  const each = models.map(({ name, id, sha256 }) => `${name} (${id}${sha256 ? `, hash ${sha256.slice(0, 12)}` : ""})`);
  throw new AppError("ambiguous", `"${target}" is the ${how} of ${models.length} models: ${each.join(" and ")}.`, {
    fix: "Use the id instead, or give one of them another name.",
    details: { models: models.map(({ id }) => id) },
  });
}

/** The one model that `target` names: by name, by id, by the first 8 or more characters of its hash, in that order. Throws `ambiguous`. */
export function resolveTarget(target: string, models: StoredModel[], byId: (id: string) => StoredModel | undefined): StoredModel | undefined {
  const named = only(target, "name", models.filter(({ name }) => name === target));
  if (named) return named;
  const identified = byId(target);
  if (identified) return identified;
  if (!/^[0-9a-f]{8,64}$/i.test(target)) return undefined;
  const prefix = target.toLowerCase();
  return only(target, "hash prefix", models.filter(({ sha256 }) => sha256?.startsWith(prefix)));
}

/** Nothing has that name: says which names there are. */
export function noSuchModel(target: string, models: StoredModel[]): AppError {
  const names = models.slice(0, namesShown).map(({ name }) => name);
  const more = models.length > namesShown ? ` and ${models.length - namesShown} more` : "";
  const shown = target.length > 200 ? `${target.slice(0, 200)}…` : target;
  return new AppError("not-found", `There is no model "${shown}" in the library.`, {
    fix: names.length > 0 ? `There are: ${names.join(", ")}${more}. Or give a file's path.` : "Import a GGUF file first.",
    details: { names },
  });
}
