import type { Model } from "../../../../shared/schemas/model.ts";
import { formatParameters } from "../../../format.ts";
import { byText, speedOf } from "../library.ts";

/** A model in its family's list; one that stands on another (an adapter, a projector) comes right after it, indented. */
export type Entry = { model: Model; isOnBase: boolean };
export type Family = { name: string; facts: string; entries: Entry[] };

const orders: Record<string, (a: Model, b: Model) => number> = {
  version: (a, b) => byText.compare(a.version, b.version),
  quantization: (a, b) => byText.compare(a.quantization, b.quantization),
  size: (a, b) => a.sizeBytes - b.sizeBytes,
  speed: (a, b) => speedOf(a) - speedOf(b),
};

/**
 * Models by family, families in reading order; a family's facts are those that all its models share. `sort` orders the models of each:
 * `version`, `quantization`, `size` or `speed`, with a minus falling; of equals the larger file comes first.
 */
export function families(models: readonly Model[], sort = "version"): Family[] {
  const sign = sort.startsWith("-") ? -1 : 1;
  const order = orders[sort.replace("-", "")] ?? orders["version"]!;
  return [...Map.groupBy(models, (model) => model.family)]
    .map(([name, members]) => ({ name, facts: sharedFacts(members), entries: onTheirBases(members.toSorted((a, b) => sign * order(a, b) || orders["version"]!(a, b) || b.sizeBytes - a.sizeBytes)) }))
    .sort((a, b) => byText.compare(a.name, b.name));
}

function onTheirBases(sorted: readonly Model[]): Entry[] {
  const standsOn = (model: Model, base: Model) => model.kind !== "model" && model.baseId === base.id && base.kind === "model";
  const isOnBase = (model: Model) => sorted.some((base) => standsOn(model, base));
  return sorted.filter((model) => !isOnBase(model)).flatMap((model) => [{ model, isOnBase: false }, ...sorted.filter((each) => standsOn(each, model)).map((each) => ({ model: each, isOnBase: true }))]);
}

function sharedFacts(members: readonly Model[]): string {
  const models = members.some(({ kind }) => kind === "model") ? members.filter(({ kind }) => kind === "model") : members;
  const of = (fact: (model: Model) => string) => {
    const facts = new Set(models.map(fact));
    return facts.size === 1 ? [...facts] : [];
  };
  return [...of((model) => formatParameters(model.parameters)), ...of((model) => model.architecture), ...of((model) => `context ${model.contextLength.toLocaleString("en-US")}`)].join(", ");
}

export const familyKey = (name: string) => `family:${name}`;
/** A family by the key of its row; undefined: the key is a model's. */
export const familyOfKey = (key: string | null) => (key?.startsWith("family:") ? key.slice("family:".length) : undefined);

/** The rows in the order of the screen, each by its key: a family's, then its models' ids unless it is closed. */
export function rowKeys(groups: readonly Family[], closed: ReadonlySet<string>): string[] {
  return groups.flatMap(({ name, entries }) => [familyKey(name), ...(closed.has(name) ? [] : entries.map(({ model }) => model.id))]);
}

/** The row after or before the selected one; it stops at the ends, and begins at the first model. */
export function neighbour(keys: readonly string[], selected: string | undefined, step: 1 | -1): string | undefined {
  const at = selected === undefined ? -1 : keys.indexOf(selected);
  return keys[Math.min(Math.max(at + step, 0), keys.length - 1)];
}

/** The models as a table of tabs, for a spreadsheet. */
export function asTable(models: readonly Model[]): string {
  const rows = models.map((model) => [model.name, model.kind, model.family, model.version, model.quantization, model.sizeBytes, speedOf(model) < 0 ? "" : speedOf(model), model.runtime.state, model.fileState, model.isRetired, model.tags.join(" "), model.license, model.sha256 ?? "", model.location]);
  return [["name", "kind", "family", "version", "quantization", "sizeBytes", "tokensPerSecond", "state", "file", "retired", "tags", "license", "sha256", "location"], ...rows].map((row) => row.map((cell) => String(cell).replaceAll(/[\t\r\n]/g, " ")).join("\t")).join("\n");
}
