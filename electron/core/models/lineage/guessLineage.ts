import { guessBase, type Relative, type Related } from "./guessBase.ts";
import type { HandSet } from "../modelTables.ts";
import { guessNames, stemOf } from "./guessNames.ts";

/** `lineage`: in one sentence why the rest is as it is. */
export type Lineage = { family: string; version: string; baseId: string | null; lineage: string };

const compare = (text: string) => text.toLowerCase();

function isSame(subject: Related, other: Relative): boolean {
  return other.origin !== null && other.kind === subject.kind && other.architecture === subject.architecture && other.origin.shape === subject.origin.shape && other.origin.vocabulary === subject.origin.vocabulary;
}

/** The family of a model with the same tensors and the same basename (without one, the same file name), and why. */
function siblingFamily(subject: Related, family: string, others: Relative[]): { family: string; why: string } | null {
  const { basename } = subject.origin;
  const sibling = others.find((each) => isSame(subject, each) && (basename ? compare(each.origin?.basename ?? "") === compare(basename) : compare(each.family) === compare(family) || compare(stemOf(each.location)) === compare(stemOf(subject.location))));
  return sibling ? { family: sibling.family, why: `same ${basename ? "basename" : "name"}, architecture and tensor shapes as ${sibling.name}` } : null;
}

/** A name of a family that models of other shapes have already is told apart by the size. */
function ownFamily(subject: Related, family: string, others: Relative[]): string {
  const isTaken = others.some((each) => each.kind === "model" && each.origin !== null && each.family === family && each.origin.shape !== subject.origin.shape && each.origin.sizeLabel !== subject.origin.sizeLabel);
  return isTaken && subject.origin.sizeLabel ? `${family} ${subject.origin.sizeLabel}` : family;
}

const said = { file: "the file's metadata", name: "the file's name", nothing: "nothing" };
const sentence = (clauses: (string | null)[]) => {
  const text = clauses.filter(Boolean).join("; ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

/**
 * What family and version `subject` belongs to, and which of `others` it was made from. Quantizations of one model are of one family and
 * version: same architecture, tensor shapes, vocabulary and basename. An adapter is of its base's family. What a person set stays.
 * `fits`: ids of the models that an adapter's tensors fit. Pure: reads no file, and gives the same for the same.
 */
export function guessLineage(subject: Related, others: Relative[], fits: ReadonlySet<string> = new Set()): Lineage {
  const isSet = (what: HandSet) => subject.handSet.includes(what);
  const names = guessNames(subject.location, subject.origin, subject.kind);
  const sibling = siblingFamily(subject, names.family, others);
  const guessed = sibling ?? { family: subject.kind === "model" ? ownFamily(subject, names.family, others) : names.family, why: `family from ${said[names.from.family]}` };
  const version = isSet("version") ? subject.version : names.version;
  const family = isSet("family") ? subject.family : guessed.family;

  const guess = isSet("baseId") ? null : guessBase({ ...subject, family, version }, others, fits);
  const base = guess && "base" in guess ? guess.base : null;
  const baseId = isSet("baseId") ? subject.baseId : (base?.id ?? null);
  const adopted = subject.kind === "adapter" && !isSet("family") ? others.find(({ id }) => id === baseId)?.family : undefined;
  const isQuantized = guess !== null && "isQuantized" in guess;
  const isOneSource = !sibling && !isSet("family") && !isSet("version") && names.from.family === names.from.version && adopted === undefined;
  const byHand = subject.handSet.map((what) => (what === "baseId" ? "base" : what)).sort();
  return {
    family: adopted ?? family,
    version,
    baseId,
    // What is the same model unquantized says all that its family and version would.
    lineage: sentence([
      byHand.length > 0 ? `${byHand.join(", ")} set by hand` : null,
      isSet("family") || isQuantized ? null : adopted !== undefined ? "family of its base" : isOneSource ? `family and version from ${said[names.from.family]}` : guessed.why,
      isSet("version") || isQuantized || isOneSource || names.from.version === "nothing" ? null : `version from ${said[names.from.version]}`,
      guess && ("why" in guess ? guess.why : guess.undecided),
    ]),
  };
}
