import { createStore } from "zustand/vanilla";

export type PathQuestion = { title: string; kind: "files" | "folder"; extensions: string[]; answer(paths: string[]): void };

/** The question that the folder browser answers; null: none is open. */
export const pathQuestion = createStore<PathQuestion | null>(() => null);

/** Opens the browser of the core's folders. Gives the chosen paths; empty: none. */
export const pickPaths = ({ title, extensions }: { title: string; extensions: string[] }): Promise<string[]> => ask({ title, extensions, kind: "files" });

/** The same for a folder that something is to be written to; null: none. */
export const pickFolder = async (title: string): Promise<string | null> => (await ask({ title, extensions: [], kind: "folder" }))[0] ?? null;

function ask(question: Omit<PathQuestion, "answer">): Promise<string[]> {
  pathQuestion.getState()?.answer([]);
  return new Promise((resolve) => {
    const answer = (paths: string[]) => {
      pathQuestion.setState(null, true);
      resolve(paths);
    };
    pathQuestion.setState({ ...question, answer }, true);
  });
}
