import { whyAdapterDoesNotFit } from "../../../../shared/gguf/checkAdapterFits.ts";
import type { GgufHeader } from "../../../../shared/gguf/parseHeader.ts";
import type { ModelRecord, ModelTables } from "../modelTables.ts";
import { guessBase, type Related, type Relative } from "./guessBase.ts";
import { guessLineage, type Lineage } from "./guessLineage.ts";
import { readOrigin } from "./origin.ts";

type Parts = {
  tables: ModelTables;
  /** Reads the header of a model's file where it lies now; throws where that can't be. */
  headerOf: (id: string) => Promise<GgufHeader>;
  onChange: () => void;
  isClosed: () => boolean;
};

const isRelated = (relative: Relative): relative is Related => relative.origin !== null;
const mostFits = 4096;

/** A family and a version once given stay, unless it is an adapter's, which follow its base. */
function again(subject: Related & Pick<ModelRecord, "lineage">, others: Relative[], fits: ReadonlySet<string>): Lineage {
  const guess = guessLineage(subject, others, fits);
  const { family, version, lineage, handSet } = subject;
  if (subject.kind === "adapter" || (guess.family === family && guess.version === version)) return guess;
  const base = guessBase(subject, others, fits);
  const baseId = handSet.includes("baseId") ? subject.baseId : base && "base" in base ? base.base.id : null;
  return { family, version, baseId, lineage: lineage || guess.lineage };
}

/** Keeps lineage up to date: reads origins that are not known yet, and guesses again what no person has set. */
export function createLineage({ tables, headerOf, onChange, isClosed }: Parts) {
  /** Models whose header could not be read: asked again after the next start. */
  const unreadable = new Set<string>();
  /** Whether an adapter fits, by its id and the base's shape. */
  const fitsOf = new Map<string, boolean>();
  let running: Promise<void> | null = null;
  let isWantedAgain = false;

  const relativeOf = (model: ModelRecord): Relative => ({ ...model, location: tables.filesOf(model.id)[0]?.location ?? "" });
  const relatives = () => tables.models().map(relativeOf);

  /** Ids of the models that the adapter fits. Only models of its architecture are looked at, one of each shape. */
  async function fitting(adapter: Related, header: () => Promise<GgufHeader>, others: Relative[]): Promise<Set<string>> {
    const fits = new Set<string>();
    if (adapter.kind !== "adapter") return fits;
    for (const base of others) {
      if (base.kind !== "model" || base.architecture !== adapter.architecture || base.origin === null) continue;
      const key = `${adapter.id} ${base.origin.shape}`;
      let isFit = fitsOf.get(key);
      if (isFit === undefined) {
        const baseHeader = await headerOf(base.id).catch(() => null);
        if (!baseHeader) continue;
        isFit = whyAdapterDoesNotFit(await header(), baseHeader) === null;
        if (fitsOf.size >= mostFits) fitsOf.clear();
        fitsOf.set(key, isFit);
      }
      if (isFit) fits.add(base.id);
    }
    return fits;
  }

  async function readOrigins(): Promise<void> {
    for (const model of tables.models()) {
      if (model.origin !== null || unreadable.has(model.id)) continue;
      const header = await headerOf(model.id).catch(() => null);
      if (isClosed()) return;
      const current = tables.model(model.id);
      if (!header) unreadable.add(model.id);
      else if (current?.id === model.id) {
        const origin = readOrigin(header);
        tables.putModel({ ...current, origin, license: current.license || origin.license, provenance: current.provenance || origin.source });
        onChange();
      }
    }
  }

  async function guessAll(): Promise<void> {
    for (const { id } of tables.models()) {
      const others = relatives();
      const subject = others.find((each) => each.id === id);
      if (!subject || !isRelated(subject)) continue;
      const fits = await fitting(subject, () => headerOf(id), others).catch(() => null);
      if (isClosed()) return;
      const current = tables.model(id);
      if (!fits || current?.id !== id) continue;
      const next = again({ ...subject, ...current, origin: subject.origin }, relatives().filter((each) => each.id !== id), fits);
      if (next.family === current.family && next.version === current.version && next.baseId === current.baseId && next.lineage === current.lineage) continue;
      tables.putModel({ ...current, ...next });
      onChange();
    }
  }

  return {
    /** The lineage of a model that is not in the library yet. */
    async guess(model: ModelRecord & { origin: NonNullable<ModelRecord["origin"]> }, location: string, header: GgufHeader): Promise<Lineage> {
      const others = relatives();
      const subject: Related = { ...model, location };
      return guessLineage(subject, others, await fitting(subject, async () => header, others));
    },

    /** Guesses anew for all models, one round at a time. Never throws: what can't be read stays as it is. */
    relate(): Promise<void> {
      isWantedAgain = true;
      running ??= (async () => {
        while (isWantedAgain && !isClosed()) {
          isWantedAgain = false;
          await readOrigins();
          if (!isClosed()) await guessAll();
        }
      })().catch(() => undefined).finally(() => (running = null));
      return running;
    },
  };
}
export type LineageKeeper = ReturnType<typeof createLineage>;
