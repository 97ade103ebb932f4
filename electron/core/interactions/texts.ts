import type { Message } from "../../../shared/schemas/chat.ts";
import { readableJson, readEscapes } from "../../../shared/text/readEscapes.ts";

const previewUnits = 300;
/** Holds a preview also where each letter came as an escape, which is six units or more. */
const readableUnits = 20_000;
/** A preview with fewer characters than this is the whole text: one character is at most two UTF-16 units. */
export const uncutBelow = previewUnits / 2;
/** Full text looks at this much of each part; the whole stands in the body. */
const searchedUnits = 1_000_000;
/** Letters of scripts that put no blanks between words. */
export const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Text without one of these has no unspaced script either, which is told much faster. */
const beyondGreek = /[^\0-\u0dff]/;

/** What SQLite's TEXT can hold: no lone surrogates, and a visible sign for NUL. Only for showing and finding. */
export const displayable = (text: string): string => text.toWellFormed().replaceAll("\0", "␀");

/** The beginning of a text, at most 300 UTF-16 units; no character is cut in two. */
export function previewOf(whole: string): string {
  const text = readableJson(whole.length > readableUnits ? whole.slice(0, readableUnits) : whole);
  const isPairAtCut = text.length > previewUnits && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(previewUnits - 1, previewUnits + 1));
  return displayable(text.slice(0, isPairAtCut ? previewUnits - 1 : previewUnits));
}

/** A text as full text takes it in, and as it is looked for: each letter of an unspaced script is a word, so that a part of a sentence is found. */
export function searchableOf(text: string): string {
  const shown = displayable(readEscapes(text.length > searchedUnits ? text.slice(0, searchedUnits) : text));
  return beyondGreek.test(shown) ? shown.replaceAll(unspaced, " $& ") : shown;
}

/** The last thing that the user said. */
export const inputOf = (messages: readonly Message[]): string => messages.findLast(({ role }) => role === "user")?.content ?? messages.at(-1)?.content ?? "";

/** All that was said, for full text. */
export const conversationText = (messages: readonly Message[]): string => searchableOf(messages.map(({ content }) => content).join("\n"));
