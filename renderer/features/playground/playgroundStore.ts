import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Model } from "../../../shared/schemas/model.ts";
import { api, type Parts } from "../../api.ts";
import { useModels } from "../models/modelsStore.ts";
import { chooseTargets } from "./chooseTargets.ts";
import { historyOf, isTurnRunning, type Conversation, type Turn } from "./conversation.ts";
import { createRememberedConversations } from "./rememberedConversations.ts";
import { createReplyStreams } from "./replyStreams.ts";
import { divide, restoreConversation } from "./restoreConversation.ts";
import { formatOf, shapeOf } from "./responseShape.ts";
import { emptySetup, readSetup, writeSetup, type Setup } from "./setup.ts";
import { createTokenCounter, type CountQuestion, type TokenCount } from "./tokenCounter.ts";

type Opening = { state: "idle" } | { state: "opening" } | { state: "failed"; failure: Failure };

export type PlaygroundState = Conversation & {
  setup: Setup;
  /** The session of the conversation; null until its first message. */
  session: string | null;
  draft: string;
  /** Long texts that were pasted; they go before the draft, and stay out of the field, which they would slow down. */
  pasted: string[];
  /** The draft takes the place of the last message. */
  isEditing: boolean;
  count: TokenCount;
  opening: Opening;
  /** Why the last message was not sent. */
  refusal: string | null;
  /** The interaction whose request is shown and was not sent yet. */
  from: string | null;
  /** Shows what an address says: a setup, a session's conversation, or an interaction's request (`from`). */
  open(query: URLSearchParams): Promise<void>;
  change(change: Partial<Setup>): void;
  write(draft: string, pasted?: string[]): void;
  /** Sends the draft to every column; false: refused. */
  send(): boolean;
  retry(column: number): void;
  stop(): void;
  editLast(): void;
  leaveEditing(): void;
  startAgain(): void;
};

type PlaygroundParts = Pick<Parts, "api"> & { models(): readonly Model[]; now?: () => number; repaintMs?: readonly [shortest: number, longest: number] };

/** One conversation with one model, or with two side by side. */
export function createPlaygroundStore({ api, models, now = () => performance.now(), repaintMs }: PlaygroundParts) {
  return create<PlaygroundState>()((set, get) => {
    const remembered = createRememberedConversations({ api });
    const counter = createTokenCounter({ api, onCount: (count) => set({ count }) });
    const streams = createReplyStreams({
      api, now, repaintMs,
      onReplies: (replies) =>
        set(({ turns: before, refusal }) => {
          const turns = before.map((turn) => withReplies(turn, replies));
          return { turns, refusal: refusal === untilAnswered && !isTurnRunning(turns.at(-1)) ? null : refusal };
        }),
      onChange() {
        recount();
        const { session } = get();
        // A conversation that is not remembered is still in the log; nobody needs to be told.
        if (session) remembered.put(session, get(), Date.now()).catch(() => {});
      },
    });
    const blank = () => ({ given: [], turns: [], session: null, from: null, isEditing: false, count: null, refusal: null });
    let opened = 0;
    // Never used twice, so that an answer that was left behind finds no turn of a later conversation.
    let nextTurnId = 0;

    /** Only for models that are up: counting must not load one. */
    const recount = () => counter.ask(() => questionsOf(get(), models()).filter(({ target }) => models().some(({ name, runtime }) => name === target && runtime.state === "loaded")));

    /** Asks `column` of a turn, with everything before that turn. */
    function ask(turn: Turn, column: number): void {
      const { setup, turns, given } = get();
      const target = chooseTargets(setup.targets, models())[column]!;
      const before = turns.slice(0, turns.findIndex(({ id }) => id === turn.id));
      const messages = [...historyOf({ given, turns: before }, column, setup.system), { role: "user" as const, content: turn.user }];
      const read = formatOf(setup.shape);
      const responseFormat = "format" in read ? read.format : undefined;
      void streams.start(turn.id, column, { target, messages, sampling: setup.sampling, ...(responseFormat && { responseFormat }), origin: "playground", session: get().session! });
    }

    async function openInteraction(id: string) {
      const interaction = await api.interactions.get({ id });
      const { system, given } = divide(interaction, interaction.request.messages.length);
      const last = given.at(-1)?.role === "user" ? given.pop() : undefined;
      const shape = shapeOf(interaction.request.responseFormat);
      const target = interaction.model ?? interaction.request.target;
      return { ...blank(), given, from: id, ...placed(last?.content ?? ""), setup: { targets: [target], system, sampling: interaction.request.sampling, ...(shape && { shape }) } };
    }

    async function openSession(session: string, setup: Setup) {
      const { last, system, ...conversation } = await restoreConversation(api.interactions, session, await remembered.outlineOf(session));
      return { ...blank(), given: conversation.given, turns: conversation.turns.map((turn) => ({ ...turn, id: nextTurnId++ })), session, setup: setup.system === "" && last ? { ...setup, system } : setup };
    }

    return {
      ...blank(),
      setup: emptySetup,
      draft: "",
      pasted: [],
      opening: { state: "idle" },
      async open(query) {
        const mine = ++opened;
        const from = query.get("from");
        const session = query.get("session");
        const setup = readSetup(query);
        if (!from && session === get().session) return set({ setup: { ...setup, system: setup.system || get().setup.system } });
        get().stop();
        set({ ...blank(), setup, opening: { state: from || session ? "opening" : "idle" } });
        if (!from && !session) return;
        try {
          const found = from ? await openInteraction(from) : await openSession(session!, setup);
          if (mine === opened) set({ ...found, opening: { state: "idle" } });
          recount();
        } catch (error) {
          if (mine === opened) set({ opening: { state: "failed", failure: toFailure(error) } });
        }
      },
      change(change) {
        set(({ setup }) => ({ setup: { ...setup, ...change } }));
        recount();
      },
      write(draft, pasted = get().pasted) {
        set({ draft, pasted, refusal: null });
        recount();
      },
      send() {
        const { draft, pasted, turns, isEditing, setup } = get();
        const user = compose(draft, pasted);
        const targets = chooseTargets(setup.targets, models());
        const format = formatOf(setup.shape);
        const kept = isEditing ? turns.slice(0, -1) : turns;
        const refusal = isTurnRunning(turns.at(-1)) ? untilAnswered : user.trim() === "" ? "Write a message first." : targets.includes(null) ? "Choose a model first." : "problem" in format ? format.problem : null;
        if (refusal) return set({ refusal }), false;
        const turn: Turn = { id: nextTurnId++, user, replies: targets.map(() => null) };
        set({ turns: [...kept, turn], draft: "", pasted: [], isEditing: false, refusal: null, from: null, session: get().session ?? newSession() });
        targets.forEach((_, column) => ask(turn, column));
        return true;
      },
      retry(column) {
        const turn = get().turns.at(-1);
        const hasTarget = chooseTargets(get().setup.targets, models())[column] != null;
        if (turn && hasTarget && !isTurnRunning({ ...turn, replies: [turn.replies[column] ?? null] })) ask(turn, column);
      },
      stop: () => streams.stop(),
      editLast() {
        const last = get().turns.at(-1);
        if (last && !isTurnRunning(last)) set({ ...placed(last.user), isEditing: true, refusal: null });
      },
      leaveEditing: () => set({ draft: "", pasted: [], isEditing: false }),
      startAgain() {
        get().stop();
        opened++;
        set({ ...blank(), draft: "", pasted: [], opening: { state: "idle" } });
      },
    };
  });
}

/** What each column would be asked with what is written so far; nothing where nothing is, or too much to be read on the way. */
export function questionsOf({ setup, draft, pasted, turns, given }: Pick<PlaygroundState, "setup" | "draft" | "pasted" | "turns" | "given">, models: readonly Model[]): CountQuestion[] {
  const text = compose(draft, pasted);
  if (text.length > mostCounted) return [];
  return chooseTargets(setup.targets, models).flatMap((target, column) => {
    const messages = [...historyOf({ given, turns }, column, setup.system), ...(text.trim() === "" ? [] : [{ role: "user" as const, content: text }])];
    return target !== null && messages.length > 0 ? [{ target, messages }] : [];
  });
}

const untilAnswered = "Wait for the answer, or stop it.";
/** A text longer than this is kept beside the field. */
export const longestInField = 20_000;
/** Texts longer than this are not counted before they are sent: it would hold up the model. */
const mostCounted = 1_000_000;
const placed = (text: string) => (text.length > longestInField ? { draft: "", pasted: [text] } : { draft: text, pasted: [] });
/** Pasted texts, then the draft, a blank line between. */
export const compose = (draft: string, pasted: readonly string[]): string => [...pasted, ...(draft === "" ? [] : [draft])].join("\n\n");

function withReplies(turn: Turn, replies: ReadonlyMap<number, Turn["replies"]>): Turn {
  const mine = replies.get(turn.id);
  return mine ? { ...turn, replies: Array.from({ length: Math.max(turn.replies.length, mine.length) }, (_, column) => mine[column] ?? turn.replies[column] ?? null) } : turn;
}

const newSession = () => `ses_${Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(36).padStart(2, "0")).join("")}`;

/** The query of the address that opens this state again. */
export function addressOf({ setup, session, from }: Pick<PlaygroundState, "setup" | "session" | "from">): string {
  const query = from === null ? writeSetup(setup) : new URLSearchParams({ from });
  if (session) query.set("session", session);
  return query.toString();
}

export const usePlayground = createPlaygroundStore({ api, models: () => useModels.getState().models ?? [] });
