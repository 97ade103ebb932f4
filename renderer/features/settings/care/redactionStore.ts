import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import { noRedaction, type Redaction, type RedactionKind, type RedactionRule, type TriedRedaction } from "../../../../shared/schemas/redaction.ts";
import { api, watch, type Parts } from "../../../api.ts";

const triedAfterMs = 200;
const sampleText = "Kim Lee <kim.lee@example.com>, +49 151 23456789, card 4111 1111 1111 1111,\nfrom 203.0.113.9 with Authorization: Bearer 8f14e45fceea167a5a36dedd4bea2543";

type RedactionState = {
  redaction: Redaction;
  text: string;
  /** What is left of `text` with what is chosen; null: it is being worked out. */
  tried: TriedRedaction | null;
  failure: Failure | null;
  follow(): () => void;
  choose(kind: RedactionKind, isOn: boolean): Promise<void>;
  /** Gives whether it is kept; `failure` says why not. */
  addRule(rule: RedactionRule): Promise<boolean>;
  removeRule(name: string): Promise<void>;
  setText(text: string): void;
};

/** What is taken out before anything is stored, and a text to try it on. */
export function createRedactionStore({ api, watch }: Parts) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  return create<RedactionState>()((set, get) => {
    async function attempt(): Promise<void> {
      const { text } = get();
      try {
        const tried = await api.care.tryRedaction({ text });
        if (get().text === text) set({ tried });
      } catch (error) {
        set({ failure: toFailure(error) });
      }
    }
    async function keep(redaction: Redaction): Promise<boolean> {
      try {
        set({ redaction: await api.care.setRedaction(redaction), failure: null });
        await attempt();
        return true;
      } catch (error) {
        set({ failure: toFailure(error) });
        return false;
      }
    }
    return {
      redaction: noRedaction,
      text: sampleText,
      tried: null,
      failure: null,
      follow: () =>
        watch(
          async function* (api, signal) {
            yield await api.care.redaction({}, signal);
          },
          (redaction) => {
            set({ redaction, failure: null });
            void attempt();
          },
          (failure) => set({ failure }),
        ),
      async choose(kind, isOn) {
        const { redaction } = get();
        await keep({ ...redaction, kinds: isOn ? [...redaction.kinds.filter((each) => each !== kind), kind] : redaction.kinds.filter((each) => each !== kind) });
      },
      addRule: (rule) => keep({ ...get().redaction, rules: [...get().redaction.rules, rule] }),
      removeRule: async (name) => void (await keep({ ...get().redaction, rules: get().redaction.rules.filter((rule) => rule.name !== name) })),
      setText(text) {
        set({ text, tried: null });
        clearTimeout(timer);
        timer = setTimeout(() => void attempt(), triedAfterMs);
      },
    };
  });
}

export const useRedaction = createRedactionStore({ api, watch });
