import type { FoundFile } from "../../../../shared/schemas/model.ts";

export const placeWords: Record<FoundFile["place"], string> = { folder: "folder", "lm-studio": "LM Studio", ollama: "Ollama", jan: "Jan", "hugging-face": "Hugging Face cache" };

export const canImport = ({ modelId, problem }: FoundFile) => modelId === null && problem === null;

/** "3 new, 2 in the library, 1 with a problem". */
export function foundWords(found: readonly FoundFile[]): string {
  const fresh = found.filter(canImport).length;
  const known = found.filter(({ modelId }) => modelId !== null).length;
  const troubled = found.length - fresh - known;
  return [`${fresh} new`, known > 0 && `${known} in the library`, troubled > 0 && `${troubled} with a problem`].filter(Boolean).join(", ");
}
