import type { ModelKind } from "../../../../shared/schemas/model.ts";
import type { HandSet } from "../modelTables.ts";
import { stemOf } from "./guessNames.ts";
import type { Origin } from "./origin.ts";

/** A model as lineage sees it. `location` is its path; `shape` and the like stand in `origin` (null: its header was not read yet). */
export type Relative = {
  id: string;
  name: string;
  kind: ModelKind;
  location: string;
  architecture: string;
  quantization: string;
  sizeBytes: number;
  family: string;
  version: string;
  baseId: string | null;
  origin: Origin | null;
  handSet: HandSet[];
};
export type Related = Relative & { origin: Origin };
/** `isQuantized`: it is the base itself, in fewer bits. */
export type GuessedBase = { base: Relative; why: string; isQuantized?: true };

const unquantized = ["F32", "BF16", "F16", "F64"];
const isFull = ({ quantization }: Relative) => unquantized.includes(quantization);
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
/** Full precision first, then the larger. */
const best = (models: Relative[]): Relative | undefined => models.toSorted((a, b) => Number(isFull(b)) - Number(isFull(a)) || b.sizeBytes - a.sizeBytes || (a.id < b.id ? -1 : 1))[0];
const namesOf = (models: Relative[]) => models.slice(0, 3).map(({ name }) => name).join(", ") + (models.length > 3 ? ` and ${models.length - 3} more` : "");

const calledOf = new WeakMap<Relative, string[]>();

/** All the names under which a `general.base_model` field may mean this model. */
function callNames(model: Relative): string[] {
  const called = calledOf.get(model) ?? workOutNames(model);
  calledOf.set(model, called);
  return called;
}

function workOutNames({ name, location, origin, family, version }: Relative): string[] {
  const { name: title = "", basename = "", sizeLabel = "", finetune = "" } = origin ?? {};
  const whole = [basename, sizeLabel, finetune].filter(Boolean).join("");
  return [name, title, stemOf(location), whole, family + version].map(plain).filter(Boolean);
}

/** Whether following bases from `model` leads to `id`. */
function leadsTo(model: Relative, id: string, others: Relative[]): boolean {
  const seen = new Set<string>();
  const next = ({ baseId }: Relative) => (baseId === null ? undefined : others.find((each) => each.id === baseId));
  for (let at: Relative | undefined = model; at && !seen.has(at.id); at = next(at)) {
    if (at.id === id || at.baseId === id) return true;
    seen.add(at.id);
  }
  return false;
}

/** The model of the library that a field of the subject's header names. */
function namedBase(subject: Related, candidates: Relative[], others: Relative[]): GuessedBase | null {
  for (const { name, version, url } of subject.origin.bases) {
    const wanted = [name, `${name}${version}`, url.split("/").at(-1) ?? ""].map(plain).filter(Boolean);
    const base = best(candidates.filter((each) => callNames(each).some((called) => wanted.includes(called)) && !leadsTo(each, subject.id, others)));
    if (base) return { base, why: `its file names ${base.name} as its base` };
  }
  return null;
}

/** What an adapter's tensors fit; nothing when that is models of several families. */
function fittingBase(candidates: Relative[], fits: ReadonlySet<string>): GuessedBase | { undecided: string } | null {
  const fitting = candidates.filter(({ id }) => fits.has(id));
  const base = best(fitting);
  if (!base) return null;
  if (new Set(fitting.map(({ family }) => family)).size > 1) return { undecided: `its tensors fit ${namesOf(fitting)}: choose its base` };
  return { base, why: fitting.length === 1 ? `its tensors fit ${base.name}` : `its tensors fit ${namesOf(fitting)}` };
}

/** The same model before it was quantized. */
function unquantizedBase(subject: Related, candidates: Relative[], others: Relative[]): GuessedBase | null {
  const { shape, vocabulary } = subject.origin;
  if (isFull(subject)) return null;
  const same = candidates.filter((each) => isFull(each) && each.family === subject.family && each.version === subject.version && each.origin?.shape === shape && each.origin.vocabulary === vocabulary && !leadsTo(each, subject.id, others));
  const base = best(same);
  return base ? { base, isQuantized: true, why: `a quantization of ${base.name}: same family, version, tensors and vocabulary` } : null;
}

/** The model that `subject` was made from, with why; `undecided` says what keeps several apart. `fits`: models that an adapter's tensors fit. */
export function guessBase(subject: Related, others: Relative[], fits: ReadonlySet<string>): GuessedBase | { undecided: string } | null {
  if (subject.kind === "projector") return null;
  const isModel = ({ id, kind }: Relative) => kind === "model" && id !== subject.id;
  const candidates = others.filter((each) => isModel(each) && each.architecture === subject.architecture);
  if (subject.kind === "adapter") {
    const fitting = candidates.filter(({ id }) => fits.has(id));
    return namedBase(subject, fitting, others) ?? fittingBase(candidates, fits);
  }
  return unquantizedBase(subject, candidates, others) ?? namedBase(subject, candidates, others);
}
