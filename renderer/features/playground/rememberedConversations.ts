import { z } from "zod";
import type { Parts } from "../../api.ts";
import type { Conversation, Turn } from "./conversation.ts";

/**
 * Which interactions a conversation on this screen is made of: `ids` by column. The texts stand in the log, once; only of a
 * message that the log never took in is the text (`user`) kept here.
 */
const OutlineTurn = z.object({ ids: z.array(z.string().nullable()), user: z.string().optional() });
const Outline = z.object({ given: z.int().min(0), turns: z.array(OutlineTurn), at: z.number() });
export type Outline = z.infer<typeof Outline>;
const Outlines = z.record(z.string(), Outline).catch({});

const key = "playground.conversations";
/** How much is remembered; the conversations used longest ago go first. The log has all of them. */
const mostChars = 60_000;
const mostMessageChars = 8000;

/** The outlines of the last conversations, remembered by the core under their sessions. */
export function createRememberedConversations({ api }: Pick<Parts, "api">) {
  const read = async () => Outlines.parse((await api.settings.recall({ key })).value ?? {});
  let writing = Promise.resolve();

  /** Reads again before it writes: another window may have written meanwhile. */
  async function write(session: string, outline: Outline) {
    const newest = Object.entries({ ...(await read()), [session]: outline }).sort(([, a], [, b]) => b.at - a.at);
    let chars = 0;
    await api.settings.remember({ key, value: Object.fromEntries(newest.filter((each) => (chars += JSON.stringify(each).length) <= mostChars)) });
  }

  return {
    async outlineOf(session: string): Promise<Outline | null> {
      return (await read())[session] ?? null;
    },
    /** One write after the other, so that the newest is the last. */
    put(session: string, { given, turns }: Conversation, at: number): Promise<void> {
      const outline: Outline = { given: given.length, turns: turns.map(outlineOf), at };
      writing = writing.catch(() => {}).then(() => write(session, outline));
      return writing;
    },
  };
}

function outlineOf({ user, replies }: Turn): z.infer<typeof OutlineTurn> {
  const ids = replies.map((reply) => reply?.interactionId ?? null);
  return ids.some((id) => id !== null) ? { ids } : { ids, user: user.slice(0, mostMessageChars).toWellFormed() };
}
