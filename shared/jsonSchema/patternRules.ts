import { literal, repeat, type Rules } from "./gbnf.ts";
import { character } from "./jsonRules.ts";

/** A regular expression that is not turned into rules, and why. */
export class PatternRefused extends Error {}

const classes: Record<string, string> = { d: "0-9", w: "A-Za-z0-9_", s: " " };
/** Letters that JSON writes as they are, as ranges of a class. */
const plainLetters = " !#-[\\]-~\\xA0-\\uD7FF\\uE000-\\uFFFC\\U00010000-\\U0010FFFF";
const mostRepeats = 1000;

/** Rules of a part of an expression; `repeats`: how often its innermost part may stand in it, where that is bounded. */
type Part = { text: string; canBeEmpty: boolean; repeats: number };
const one = (text: string): Part => ({ text, canBeEmpty: false, repeats: 1 });

/**
 * What a JSON text that matches `pattern` holds between its quotes, as GBNF: literals, classes, groups, alternatives and repetitions (ECMA-262
 * without assertions and back references). Throws `PatternRefused`.
 */
export function patternRules(pattern: string, rules: Rules): string {
  const anything = `(" " | ${character(rules)})*`;
  const isFromStart = pattern.startsWith("^");
  const isToEnd = /(^|[^\\])(\\\\)*\$$/.test(pattern);
  const body = pattern.slice(isFromStart ? 1 : 0, isToEnd ? -1 : undefined);
  let at = 0;
  const rest = () => body.slice(at);

  function alternatives(depth: number): Part {
    if (depth > 50) throw new PatternRefused("it is nested too deeply");
    const parts = [sequence(depth)];
    while (body[at] === "|") {
      if (depth === 0 && (isFromStart || isToEnd)) throw new PatternRefused("an alternative beside ^ or $ needs brackets around all alternatives");
      at++;
      parts.push(sequence(depth));
    }
    return { text: parts.map(({ text }) => text).join(" | "), canBeEmpty: parts.some(({ canBeEmpty }) => canBeEmpty), repeats: Math.max(...parts.map(({ repeats }) => repeats)) };
  }

  function sequence(depth: number): Part {
    const parts: Part[] = [];
    while (at < body.length && body[at] !== "|" && body[at] !== ")") parts.push(quantified(atom(depth)));
    const text = parts.length > 0 ? parts.map((part) => part.text).join(" ") : '""';
    return { text, canBeEmpty: parts.every(({ canBeEmpty }) => canBeEmpty), repeats: Math.max(1, ...parts.map(({ repeats }) => repeats)) };
  }

  function quantified(item: Part): Part {
    const [all, sign, least, comma, most] = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/.exec(rest()) ?? [];
    if (all === undefined) return item;
    at += all.length;
    if (sign === "?") return { ...item, text: `(${item.text})?`, canBeEmpty: true };
    // llama.cpp follows every way to read such a text at the same time, and they double with each letter.
    if (item.canBeEmpty) throw new PatternRefused("it repeats something that may be empty");
    if (sign !== undefined) return { ...item, text: `(${item.text})${sign}`, canBeEmpty: sign === "*" };
    const [low, high] = [Number(least), comma === undefined ? Number(least) : most === "" ? null : Number(most)];
    const repeats = item.repeats * Math.max(1, low, high ?? 0);
    if (repeats > mostRepeats) throw new PatternRefused(`it repeats something more than ${mostRepeats} times`);
    if (high !== null && high < low) throw new PatternRefused("its repetitions are out of order");
    return { text: repeat((high ?? low) > 1 ? rules.add(item.text) : item.text, low, high), canBeEmpty: low === 0, repeats };
  }

  function atom(depth: number): Part {
    const letter = String.fromCodePoint(body.codePointAt(at)!);
    at += letter.length;
    if (letter === "(") return group(depth);
    if (letter === "[") return one(bracket());
    if (letter === ".") return one(`[${plainLetters}]`);
    if (letter === "\\") return one(escaped());
    if (letter === "^" || letter === "$") throw new PatternRefused(`${letter} stands inside it`);
    if (/[*+?{}\])]/.test(letter)) throw new PatternRefused(`${letter} stands alone in it`);
    return one(jsonLetter(letter));
  }

  function group(depth: number): Part {
    if (body[at] === "?") {
      if (!/^\?(:|<[A-Za-z]\w*>)/.test(rest())) throw new PatternRefused("it looks ahead or behind");
      at += body[at + 1] === ":" ? 2 : body.indexOf(">", at) - at + 1;
    }
    const inside = alternatives(depth + 1);
    if (body[at++] !== ")") throw new PatternRefused("a bracket is not closed");
    return { ...inside, text: `(${inside.text})` };
  }

  function escaped(): string {
    const name = body[at++];
    if (name !== undefined && name in classes) return `[${classes[name]}]`;
    return jsonLetter(letterOf(name));
  }

  /** The letter that an escape stands for. */
  function letterOf(name: string | undefined): string {
    if (name === undefined) throw new PatternRefused("it ends in a backslash");
    const control = { n: "\n", t: "\t", r: "\r", f: "\f" }[name];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(name)) throw new PatternRefused(`\\${name} is not understood`);
    return name;
  }

  function bracket(): string {
    const isNegated = body[at] === "^";
    if (isNegated) at++;
    let ranges = "";
    let quoted = "";
    while (body[at] !== "]") {
      if (at >= body.length) throw new PatternRefused("a class is not closed");
      const name = body[at] === "\\" ? body[at + 1] : undefined;
      if (name !== undefined && name in classes) {
        ranges += classes[name];
        at += 2;
        continue;
      }
      const from = classLetter();
      const isRange = body[at] === "-" && body[at + 1] !== "]" && body[at + 1] !== undefined;
      if (isRange) at++;
      const to = isRange ? classLetter() : from;
      if (to < from) throw new PatternRefused("a range is out of order");
      for (const special of ['"', "\\"]) if (from <= special && special <= to) quoted += special;
      ranges += isRange ? `${inClass(from)}-${inClass(to)}` : inClass(from);
    }
    at++;
    if (isNegated) return `[^"\\\\\\x00-\\x1F\\x7F${ranges}]`;
    // In JSON these two have a backslash before them.
    const others = [...quoted].map(jsonLetter);
    const plain = quoted === "" ? ranges : quoted.length === ranges.replaceAll("\\", "").length ? "" : null;
    if (plain === null) throw new PatternRefused('a class holds " or \\ beside others');
    if ([...ranges].some((letter) => letter < " ")) throw new PatternRefused("a class holds a control character");
    return `(${[...(plain ? [`[${plain}]`] : []), ...others].join(" | ")})`;
  }

  function classLetter(): string {
    const letter = String.fromCodePoint(body.codePointAt(at)!);
    at += letter.length;
    return letter === "\\" ? letterOf(body[at++]) : letter;
  }

  const whole = alternatives(0);
  if (at < body.length) throw new PatternRefused("a bracket is closed that was not opened");
  return `${isFromStart ? "" : `${anything} `}(${whole.text})${isToEnd ? "" : ` ${anything}`}`;
}

/** A letter as JSON writes it. */
const jsonLetter = (letter: string): string => literal(JSON.stringify(letter).slice(1, -1));
const inClass = (letter: string): string => (/[\\\]^-]/.test(letter) ? `\\x${letter.charCodeAt(0).toString(16).toUpperCase()}` : letter);
