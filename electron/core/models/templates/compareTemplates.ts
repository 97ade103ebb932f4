import { AppError } from "../../../../shared/errors.ts";
import { limits } from "../../../../shared/gguf/limits.ts";
import type { TemplateComparison } from "../../../../shared/schemas/model.ts";
import { diffWords } from "../../../../shared/text/diffWords.ts";

/** How two chat templates differ, in words; null stands for none. Throws `too-large` where one is longer than any that is rendered. */
export function compareTemplates(one: string | null, other: string | null): TemplateComparison {
  const [before, after] = [one ?? "", other ?? ""];
  if (before.length > limits.templateChars || after.length > limits.templateChars) {
    throw new AppError("too-large", `A chat template of more than ${limits.templateChars.toLocaleString("en")} characters is not compared.`, { fix: "Inspect the file: no known model needs such a template." });
  }
  return { same: one === other, diff: diffWords(before, after) };
}
