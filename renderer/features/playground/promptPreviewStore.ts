import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Preview } from "../../../shared/schemas/completion.ts";
import { api, type Parts } from "../../api.ts";
import type { CountQuestion } from "./tokenCounter.ts";

type PreviewOf = { target: string } & ({ preview: Preview } | { failure: Failure });
type PreviewState = {
  isOpen: boolean;
  /** One a column; null: on its way. */
  previews: PreviewOf[] | null;
  toggle(): void;
  /** Has the prompts rendered; a newer question takes the place of an open one. */
  ask(questions: CountQuestion[]): Promise<void>;
};

/** What the models would be given with what is written so far, rendered by their own templates. */
export function createPromptPreviewStore({ api }: Pick<Parts, "api">) {
  let asked = new AbortController();
  return create<PreviewState>()((set, get) => ({
    isOpen: false,
    previews: null,
    toggle: () => set({ isOpen: !get().isOpen }),
    async ask(questions) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const previews = await Promise.all(
        questions.map(async (question): Promise<PreviewOf> => {
          try {
            return { target: question.target, preview: await api.gateway.preview(question, signal) };
          } catch (error) {
            return { target: question.target, failure: toFailure(error) };
          }
        }),
      );
      if (!signal.aborted) set({ previews });
    },
  }));
}

export const usePromptPreview = createPromptPreviewStore({ api });
