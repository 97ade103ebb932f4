import { isIPv4, isIPv6 } from "node:net";
import type { RedactionKind } from "../../../../shared/schemas/redaction.ts";
import { isIbanRight, isLuhnRight } from "./checkDigits.ts";
import { phoneIn } from "./phoneIn.ts";

/**
 * How one kind is found. Each pattern starts at the beginning of a word only, or takes what it has looked through, so its time grows
 * with the text's length. A text that `hint` does not find holds none. `pick` gives the part of a match that is to go: from, to; null: nothing. `before`: the text in front of it.
 * `isSharp`: what overlaps its end is known to be something else.
 */
export type Kind = { pattern: RegExp; hint: string | RegExp; pick: (match: string, group: string | undefined, before: string) => readonly [number, number] | null; isSharp?: boolean };

const manyDigits = /\d[\d .()/-]{5,}\d/;
const keyHead = "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----";
const keyEnd = "-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----";

/** The shapes that issuers document: OpenAI, Anthropic, Stripe; GitHub; AWS; Google; Slack; GitLab; npm; Hugging Face. */
const apiKeys = [
  /\b[sr]k[-_](?:proj-|ant-\w{1,20}-|or-v1-|live_|test_)?[\w-]{20,300}/,
  /\bgh[pousr]_\w{36,255}/,
  /\bgithub_pat_\w{22,255}/,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/,
  /\bAIza[\w-]{35}/,
  /\bxox[abeoprs]-[\w-]{10,255}/,
  /\bglpat-[\w-]{20,255}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bhf_[A-Za-z0-9]{30,255}\b/,
];

const whole = (match: string) => [0, match.length] as const;
const where = (isRight: (match: string) => boolean) => (match: string) => (isRight(match) ? whole(match) : null);
/** The pattern's group, which ends `before` characters in front of the match's end. */
const groupEnding = (before: number) => (match: string, group: string | undefined) => [match.length - before - group!.length, match.length - before] as const;

/** In the order in which they claim a piece of text. */
export const kinds: Record<RedactionKind, Kind> = {
  // One that was cut off has no end: then what follows goes.
  "private-key": { hint: "-----BEGIN", pattern: new RegExp(`${keyHead}(?:[\\s\\S]{0,20000}?${keyEnd}|[\\s\\S]{0,20000})`, "g"), pick: whole },
  "url-password": { hint: "://", pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@]{0,200}:([^\s/@]{1,200})@/gi, pick: groupEnding(1), isSharp: true },
  jwt: { hint: "eyJ", pattern: /(?<![\w-])eyJ[\w-]{8,20000}\.[\w-]{4,20000}\.[\w-]{0,20000}/g, pick: whole },
  "bearer-token": { hint: /bearer[ \t]/i, pattern: /\bbearer[ \t]{1,4}([\w.~+/=-]{16,20000})/gi, pick: groupEnding(0) },
  "api-key": { hint: /[sr]k[-_]|gh[pousr]_|github_pat_|A[A-Z]{3}|AIza|xox|glpat|npm_|hf_/, pattern: new RegExp(apiKeys.map(({ source }) => source).join("|"), "g"), pick: whole },
  email: { hint: "@", pattern: /(?<![\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,63}(?![\p{L}\p{N}])/gu, pick: whole },
  iban: { hint: /[A-Za-z]{2}\d{2}/, pattern: /\b(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?|[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30})\b/g, pick: ibanIn },
  card: { hint: manyDigits, pattern: /(?<![\w.+-])(?:\d{12,19}|\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5})(?![\w-])/g, pick: where((match) => isCard(match.replaceAll(/\D/g, ""))) },
  ssn: { hint: /\d{3}[- ]\d{2}[- ]\d{4}/, pattern: /(?<![\w-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])/g, pick: whole },
  ip: { hint: /\d\.\d|:[\da-f]*:/i, pattern: /(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)|(?=[\da-f:]{0,40}\d)[\da-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:]))/gi, pick: where(isForeignAddress) },
  phone: { hint: manyDigits, pattern: /(?<![\w.@#/-])(?:\+ ?)?\(?\d(?:[ .()/-]{0,3}\d){5,30}(?![\w@]|[-/.]\d)/g, pick: phoneIn },
};

/** Lengths run from 15 (Norway) to 34. A word of capitals behind it is no part of it. */
function ibanIn(match: string): readonly [number, number] | null {
  for (let end = match.length; end >= 15; end = match.lastIndexOf(" ", end - 1)) {
    const iban = match.slice(0, end).replaceAll(" ", "");
    if (iban.length >= 15 && iban.length <= 34 && isIbanRight(iban)) return [0, end];
  }
  return null;
}

/** By the issuers' first digits; 12 digits are Maestro's only. */
function isCard(digits: string): boolean {
  const isMaestro = /^(?:5[0678]|6)/.test(digits);
  return (isMaestro || /^(?:4|5[1-5]|2[2-7]|2131|1800|3)/.test(digits)) && (digits.length > 12 || isMaestro) && isLuhnRight(digits);
}

/** This machine's own addresses name nobody. */
function isForeignAddress(match: string): boolean {
  return isIPv4(match) ? !/^(?:127\.|0\.0\.0\.0$)/.test(match) : isIPv6(match) && match !== "::1";
}
