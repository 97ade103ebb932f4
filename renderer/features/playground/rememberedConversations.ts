import { z } from "zod";
import type { Parts } from "../../api.ts";
import type { Conversation } from "./conversation.ts";

/** Which interactions a conversation on this screen is made of: by turn, then by column. The texts stand in the log, once. */
const Outline = z.object({ given: z.int().min(0), turns: z.array(z.array(z.string().nullable())), at: z.number() });
export type Outline = z.infer<typeof Outline>;
const Outlines = z.record(z.string(), Outline).catch({});

const key = "playground.conversations";
/** How many conversations a reload finds again; the ones used longest ago go first. */
const kept = 12;

/** The outlines of the last conversations, remembered by the core under their sessions. */
export function createRememberedConversations({ api }: Pick<Parts, "api">) {
  const read = async () => Outlines.parse((await api.settings.recall({ key })).value ?? {});
  return {
    async outlineOf(session: string): Promise<Outline | null> {
      return (await read())[session] ?? null;
    },
    /** Read again before each write: another window may have written meanwhile. */
    async put(session: string, { given, turns }: Conversation, at: number): Promise<void> {
      const outline: Outline = { given: given.length, turns: turns.map(({ replies }) => replies.map((reply) => reply?.interactionId ?? null)), at };
      const newest = Object.entries({ ...(await read()), [session]: outline }).sort(([, a], [, b]) => b.at - a.at);
      await api.settings.remember({ key, value: Object.fromEntries(newest.slice(0, kept)) });
    },
  };
}
