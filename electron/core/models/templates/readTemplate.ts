import { parse, tokenize } from "@huggingface/jinja";
import type { z } from "zod";
import { limits } from "../../../../shared/gguf/limits.ts";
import { quoted } from "../../../../shared/gguf/quoted.ts";
import type { Finding } from "../../../../shared/schemas/model.ts";
import { visitAll, type SyntaxNode, type Visited } from "./syntaxTree.ts";

export type Found = z.infer<typeof Finding>;
/** What judges a template: its syntax tree, flattened, and its text. */
export type Read = { all: Visited[]; text: string };

/** The parser looks for tags behind blanks at each of them: a run of 200,000 takes it more than a minute. */
const longestBlanks = 300;
const blanks = new RegExp(`[\\s]{${longestBlanks + 1}}`);
/** Known templates have up to about 5,000. */
const mostNodes = 30_000;
/** Known templates go down to about 40. */
const mostDepth = 500;
const otherFiles = /^Unknown statement type: (include|import|from|extends|block|embed)$/;

/** Parses a template, which may be hostile: nothing of it is run, and what would take long is refused first. */
export function readTemplate(text: string): Read | { finding: Found } {
  const danger = (what: string, why: string) => ({ finding: { severity: "danger" as const, what, why } });
  const tooDeep = danger("Template nested too deep", "The chat template is nested deeper than any known one, and renderers fail on it.");
  if (text.length > limits.templateChars) return danger("Template too long", `The chat template has ${text.length.toLocaleString("en")} characters, many times more than any known one needs.`);
  if (blanks.test(text)) return danger("Template with long blanks", `The chat template has more than ${longestBlanks} blanks or line ends in a row, behind which text can hide and at which renderers hang.`);
  try {
    const all = visitAll(parse(tokenize(text, { lstrip_blocks: true, trim_blocks: true })) as unknown as SyntaxNode, mostNodes);
    if (all.length <= mostNodes && all.at(-1)!.depth > mostDepth) return tooDeep;
    return all.length <= mostNodes ? { all, text } : danger("Template too complex", `The chat template has more than ${mostNodes.toLocaleString("en")} expressions, many times more than any known one needs.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const other = otherFiles.exec(reason)?.[1];
    if (other) return danger("Template reaches for another file", `The chat template says ${quoted(other)}: a template from a stranger's file must not read others, and it is not rendered.`);
    if (error instanceof RangeError) return tooDeep;
    return danger("Template can't be read", `The chat template is not one that can be rendered: ${quoted(reason.slice(0, 200))}.`);
  }
}
