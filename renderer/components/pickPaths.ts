import { createStore } from "zustand/vanilla";

export type PathQuestion = { title: string; extensions: string[]; answer(paths: string[]): void };

/** The question that the folder browser answers; null: none is open. */
export const pathQuestion = createStore<PathQuestion | null>(() => null);

/** Opens the browser of the core's folders. Gives the chosen paths; empty: none. */
export function pickPaths({ title, extensions }: { title: string; extensions: string[] }): Promise<string[]> {
  pathQuestion.getState()?.answer([]);
  return new Promise((resolve) => {
    pathQuestion.setState(
      {
        title,
        extensions,
        answer(paths) {
          pathQuestion.setState(null, true);
          resolve(paths);
        },
      },
      true,
    );
  });
}
