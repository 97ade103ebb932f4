import type { Message } from "../../../shared/schemas/chat.ts";

const previewChars = 300;
/** Full text looks at this much of each part; the whole stands in the body. */
const searchedChars = 1_000_000;

/** What SQLite's TEXT can hold: no lone surrogates, and a visible sign for NUL. Only for showing and finding. */
const displayable = (text: string) => text.toWellFormed().replaceAll("\0", "␀");

export const previewOf = (text: string): string => displayable(text.slice(0, previewChars));
export const searchableOf = (text: string): string => displayable(text.slice(0, searchedChars));

/** The last thing that the user said. */
export const inputOf = (messages: readonly Message[]): string => messages.findLast(({ role }) => role === "user")?.content ?? messages.at(-1)?.content ?? "";

/** All that was said, for full text. */
export const conversationText = (messages: readonly Message[]): string => searchableOf(messages.map(({ content }) => content).join("\n"));
