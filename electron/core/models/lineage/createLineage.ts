import { setImmediate } from "node:timers/promises";
import { AppError } from "../../../../shared/errors.ts";
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
const modelsAtOnce = 20;

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
  /** Models whose header is not one that can be read: asked again after the next start. */
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

  const unread = () => tables.models().filter(({ id, origin }) => origin === null && !unreadable.has(id));

  async function readOrigins(): Promise<void> {
    for (const { id } of unread()) {
      const header = await headerOf(id).catch((error: unknown) => {
        // One whose file is away is read when it is back.
        if (error instanceof AppError && error.code === "not-a-model") unreadable.add(id);
        return null;
      });
      if (isClosed()) return;
      const current = tables.model(id);
      if (!header || current?.id !== id) continue;
      const origin = readOrigin(header);
      tables.putModel({ ...current, origin, license: current.license || origin.license, provenance: current.provenance || origin.source });
      onChange();
    }
  }

  async function guessAll(): Promise<void> {
    const known = new Map(relatives().map((each) => [each.id, each]));
    let done = 0;
    for (const subject of known.values()) {
      if (!isRelated(subject)) continue;
      // Other work is never held up for longer than a few milliseconds.
      if (++done % modelsAtOnce === 0) await setImmediate();
      const others = [...known.values()].filter(({ id }) => id !== subject.id);
      const fits = await fitting(subject, () => headerOf(subject.id), others).catch(() => null);
      if (isClosed()) return;
      const current = tables.model(subject.id);
      if (!fits || current?.id !== subject.id) continue;
      const next = again({ ...subject, ...current, origin: subject.origin }, others, fits);
      if (next.family === current.family && next.version === current.version && next.baseId === current.baseId && next.lineage === current.lineage) continue;
      tables.putModel({ ...current, ...next });
      known.set(subject.id, { ...subject, ...next });
      onChange();
    }
  }

  /** One round at a time. Never throws: what can't be read stays as it is. */
  function relate(): Promise<void> {
    isWantedAgain = true;
    running ??= (async () => {
      while (isWantedAgain && !isClosed()) {
        isWantedAgain = false;
        await readOrigins();
        if (!isClosed()) await guessAll();
      }
    })().catch(() => undefined).finally(() => (running = null));
    return running;
  }

  return {
    /** The lineage of a model that is not in the library yet. */
    async guess(model: ModelRecord & { origin: NonNullable<ModelRecord["origin"]> }, location: string, header: GgufHeader): Promise<Lineage> {
      const others = relatives();
      const subject: Related = { ...model, location };
      return guessLineage(subject, others, await fitting(subject, async () => header, others));
    },

    /** Guesses anew for all models: one came, went or was changed. */
    relate,
    /** Reads what could not be read until now. */
    catchUp: async (): Promise<void> => (unread().length > 0 ? relate() : undefined),
  };
}
export type LineageKeeper = ReturnType<typeof createLineage>;
