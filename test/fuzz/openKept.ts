import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileOf, type Mutant, type Source } from "./mutate.ts";
import { createOpener } from "./openNatively.ts";

/** `died`: the mutants on which llama.cpp ended its process. */
export type Opened = { answered: number; errors: Map<string, number>; died: { how: string; end: string }[] };

/** Writes each mutant out as a file and opens it with llama.cpp, in processes of their own. Adapters are put on `base`. */
export async function openKept(mutants: Mutant[], base: string | null, onEach: (done: number) => void = () => {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-fuzz-"));
  const opener = createOpener();
  const opened: Opened = { answered: 0, errors: new Map(), died: [] };
  try {
    for (const [index, mutant] of mutants.entries()) {
      const path = join(folder, "mutant.gguf");
      writeFileSync(path, fileOf(mutant));
      const outcome = await opener.open(path, isAdapter(mutant.source) ? (base ?? undefined) : undefined);
      if (outcome.kind === "answered") opened.answered++;
      else if (outcome.kind === "error") opened.errors.set(outcome.message, (opened.errors.get(outcome.message) ?? 0) + 1);
      else opened.died.push({ how: `${mutant.source.name}: ${mutant.how}`, end: outcome.how });
      onEach(index + 1);
    }
    return opened;
  } finally {
    opener.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const isAdapter = ({ name }: Source) => name.includes("lora");
