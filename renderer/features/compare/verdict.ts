import type { Comparison } from "../../../shared/schemas/comparison.ts";
import { formatDuration, formatSpeed } from "../../format.ts";
import type { ColumnFacts } from "./outcome.ts";
import type { Ordered } from "./ordered.ts";

/** The comparison in a sentence or two: `head` is the answer, `detail` its figures. */
export type Verdict = { head: string; detail: string };

/** Whether the answers differ, how often, who is quicker. Speaks only of inputs that both models of a pair answered whole. */
export function verdictOf({ state }: Pick<Comparison, "state">, ordered: Ordered, facts: readonly ColumnFacts[]): Verdict {
  const { targets, rows } = ordered;
  const soFar = state === "running" ? "So far, " : "";
  const detail = [failuresOf(targets, facts), targets.length === 2 ? speedOf(targets, facts) : ""].filter(Boolean).join(" ");
  const compared = Math.max(...facts.slice(1).map((each) => each.compared));
  if (compared === 0) return { head: state === "running" ? "The first answers are on their way." : "No input was answered by both.", detail };
  const head = targets.length === 2 ? pairSentence(targets, facts[1]!, rows.length) : manySentence(targets, facts);
  return { head: soFar + head, detail };
}

function pairSentence([a, b]: readonly string[], { compared, different }: ColumnFacts, inputs: number): string {
  if (inputs === 1) return different === 0 ? `${b} gives the same answer as ${a}.` : `${b} answers differently from ${a}.`;
  const all = compared === 1 ? "1 input" : `all ${compared} inputs`;
  if (different === 0) return `${b} answers ${all} the same as ${a}.`;
  return `${b} answers ${different === compared ? all : `${different} of ${compared} inputs`} differently from ${a}.`;
}

function manySentence([a, ...others]: readonly string[], [, ...facts]: readonly ColumnFacts[]): string {
  const differing = others.flatMap((name, index) => (facts[index]!.different > 0 ? [`${name} on ${facts[index]!.different} of ${facts[index]!.compared}`] : []));
  if (differing.length === 0) return `All ${others.length + 1} models give the same answers.`;
  const same = others.length - differing.length;
  return `${differing.length} of ${others.length} models ${differing.length === 1 ? "answers" : "answer"} differently from ${a}: ${differing.join(", ")}.${same > 0 ? ` ${same === 1 ? "The other one answers" : "The others answer"} the same.` : ""}`;
}

function failuresOf(targets: readonly string[], facts: readonly ColumnFacts[]): string {
  const failed = targets.flatMap((name, column) => (facts[column]!.failed > 0 ? [`${facts[column]!.failed} of ${name}`] : []));
  return failed.length === 0 ? "" : `Without a whole answer: ${failed.join(", ")}.`;
}

/** Medians only, as they were measured; nothing is said of chance. Faster is who wrote faster: a first token may have waited for its model. */
function speedOf([a, b]: readonly string[], [factsA, factsB]: readonly ColumnFacts[]): string {
  const [before, after] = [factsA!.tokensPerSecond, factsB!.tokensPerSecond];
  if (before === null || after === null) return "";
  const [fast, slow, more, less, first, second] = after >= before ? [b, a, after, before, factsB!, factsA!] : [a, b, before, after, factsA!, factsB!];
  return `${fast} wrote ${more < less * 1.05 ? "about as fast as" : "faster than"} ${slow}: ${formatSpeed(more)} against ${formatSpeed(less)}, first token after ${formatDuration(first.firstTokenMs)} against ${formatDuration(second.firstTokenMs)}${factsB!.compared > 1 ? ", medians" : ""}.`;
}
