import type { Difference, ReplayResult } from "../../../shared/schemas/replay.ts";
import { formatCount } from "../../format.ts";

/** A piece of a sentence; the strong ones are what matters. */
export type Words = { text: string; isStrong?: boolean };

const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const inWords = (count: number) => numbers[count] ?? formatCount(count);
const strong = (text: string): Words => ({ text, isStrong: true });
const plain = (text: string): Words => ({ text });
/** A token as one can read it: “14”, or the name of a blank. */
export function quoteToken(text: string): string {
  if (text === "") return "the end";
  if (text.trim() === "") return text.includes("\n") ? "a line break" : "a blank";
  return `“${text.trim()}”`;
}
const differenceNames: Record<Difference, string> = { model: "model", template: "chat template", engine: "engine", backend: "backend", parameters: "parameters", slots: "slots", cache: "cache", redaction: "redaction (pieces of the original were taken out)" };

/** What came of replays, the answer first: how many differ, where they leave the recorded answer, which conditions changed. */
export function replaySentence(results: readonly ReplayResult[]): Words[] {
  if (results.length === 0) return [];
  const of = (grade: ReplayResult["grade"]) => results.filter((result) => result.grade === grade);
  const diverged = of("diverged");
  const failed = of("failed");
  const sameTokens = of("same-tokens");
  const answered = results.length - failed.length;
  const words: Words[] = [];
  if (answered > 0) {
    if (diverged.length === 0 && sameTokens.length === 0) words.push(...allIdentical(answered, results.length));
    else if (diverged.length > 0) words.push(strong(results.length === 1 ? "The replay differs" : `${formatCount(diverged.length)} of ${formatCount(results.length)} replays differ${diverged.length === 1 ? "s" : ""}`), plain(" from the recorded answer."), ...whereDiverged(diverged));
    if (sameTokens.length > 0) words.push(plain(results.length === 1 ? "" : " "), strong(sameTokens.length === results.length && results.length === 1 ? "The replay has the same tokens" : `${formatCount(sameTokens.length)} ${sameTokens.length === 1 ? "has" : "have"} the same tokens`), plain(" but another end or other bytes."));
  }
  if (failed.length > 0) words.push(plain(answered > 0 ? " " : ""), strong(failed.length === results.length && results.length === 1 ? "The replay failed" : `${formatCount(failed.length)} of ${formatCount(results.length)} replays failed`), plain(`${failureCause(failed)}.`));
  return [...words, ...whatChanged(results, diverged.length + sameTokens.length > 0)].filter(({ text }) => text !== "");
}

function allIdentical(count: number, total: number): Words[] {
  if (total === 1) return [plain("The replay is "), strong("identical"), plain(" to the recorded answer, byte for byte.")];
  return [strong(count === total ? `All ${formatCount(count)} replays are identical` : `${formatCount(count)} of ${formatCount(total)} replays ${count === 1 ? "is" : "are"} identical`), plain(" to the recorded answer, byte for byte.")];
}

function whereDiverged(diverged: readonly ReplayResult[]): Words[] {
  const places = diverged.flatMap(({ firstDivergence }) => firstDivergence ?? []);
  const [first] = places;
  if (!first) return [];
  const who = diverged.length === 1 ? "It leaves" : diverged.length === 2 ? "Both leave" : `All ${inWords(diverged.length)} leave`;
  const isSamePlace = places.every(({ token }) => token === first.token);
  if (isSamePlace) {
    const isSameText = places.every(({ original, replayed }) => original === first.original && replayed === first.replayed);
    return [plain(` ${who} it at `), strong(`token ${formatCount(first.token)}`), plain(isSameText ? `: ${quoteToken(first.replayed)} instead of ${quoteToken(first.original)}.` : ".")];
  }
  const tokens = places.map(({ token }) => token);
  return [plain(" They leave it between "), strong(`token ${formatCount(Math.min(...tokens))}`), plain(" and "), strong(`token ${formatCount(Math.max(...tokens))}`), plain(".")];
}

function failureCause(failed: readonly ReplayResult[]): string {
  const causes = new Set(failed.map(({ error }) => error));
  const [cause] = causes;
  return causes.size === 1 && cause ? `: ${cause.replace(/\.$/, "")}` : "";
}

function whatChanged(results: readonly ReplayResult[], isDifferent: boolean): Words[] {
  const changed = [...new Set(results.filter(({ grade }) => grade !== "failed").flatMap(({ differences }) => differences))];
  if (changed.length === 0) return isDifferent ? [plain(" No recorded condition changed.")] : [];
  return [plain(" Conditions that changed: "), ...changed.flatMap((name, index) => [plain(index === 0 ? "" : ", "), strong(differenceNames[name])]), plain(".")];
}
