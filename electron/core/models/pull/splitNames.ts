import { AppError } from "../../../../shared/errors.ts";

const part = /-(\d{5})-of-(\d{5})\.gguf$/i;
/** The largest known models have about a hundred. */
const mostParts = 1000;

/** All parts of the split model that `name` is a part of, in order (`x-00001-of-00003.gguf`, …); else just `name`. Throws `bad-request` for counts that can't be. */
export function partNames(name: string): string[] {
  const [ending, number, count] = part.exec(name) ?? [];
  if (!ending || !number || !count) return [name];
  const parts = Number(count);
  if (Number(number) < 1 || Number(number) > parts || parts > mostParts) throw new AppError("bad-request", `"${name}" says part ${Number(number)} of ${parts}, which can't be.`, { fix: "Check the name of the file." });
  const stem = name.slice(0, -ending.length);
  return Array.from({ length: parts }, (_, index) => `${stem}-${String(index + 1).padStart(5, "0")}-of-${count}.gguf`);
}
