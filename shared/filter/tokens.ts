import { AppError } from "../errors.ts";

export type FilterToken = { kind: "word" | "text" | "sign"; text: string; at: number };

/** Signs that stand for themselves; the longer ones first. */
const signs = ["<=", ">=", "!=", "=", "<", ">", ":", "(", ")", ","];
/** A time of day holds colons, and is one word all the same. */
const wordPattern = /^(?:\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?|[^\s"<>=!:(),]+)/;

/** Throws `bad-filter` with the 0-based `position` in its details. */
export function filterError(message: string, at: number, fix?: string): AppError {
  return new AppError("bad-filter", `${message} (at character ${at + 1})`, { fix, details: { position: at } });
}

/** A filter cut into words, quoted texts and signs. `\"` and `\\` stand for themselves inside quotes. */
export function filterTokens(source: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source[at]!)) {
      at++;
      continue;
    }
    const sign = signs.find((each) => source.startsWith(each, at));
    if (sign) {
      tokens.push({ kind: "sign", text: sign, at });
      at += sign.length;
    } else if (source[at] === '"') {
      const whole = /^"((?:[^"\\]|\\.)*)"/s.exec(source.slice(at));
      if (!whole) throw filterError("A quoted text is not closed", at, 'End it with a double quote; a quote inside is written \\".');
      tokens.push({ kind: "text", text: whole[1]!.replaceAll(/\\(.)/gs, "$1"), at });
      at += whole[0].length;
    } else {
      const word = wordPattern.exec(source.slice(at))?.[0];
      if (!word) throw filterError(`“${source[at]}” is not understood here`, at, "Put text into double quotes.");
      tokens.push({ kind: "word", text: word, at });
      at += word.length;
    }
  }
  return tokens;
}
