import type { ChatFormat } from "../../../shared/gguf/chatFormat.ts";
import type { ImportRequest, Model, ModelSettings } from "../../../shared/schemas/model.ts";

/** A model as the library knows it; whether it is loaded is the runtimes' knowledge. */
export type StoredModel = Omit<Model, "runtime">;

export type ModelChanges = { name?: string | undefined; family?: string | undefined; version?: string | undefined; settings?: ModelSettings | undefined };

export type Imported = { model: StoredModel; jobId: string | null; alreadyThere: boolean };

/** The models that Tapedeck knows, by the SHA-256 of their bytes, and the places where those bytes lie. */
export type Library = {
  /** Newest import first. Reads what was last seen of the files; `refresh` looks again. */
  list(): StoredModel[];
  /** By id; the id of a model that turned out to be another one gives that other one. Throws `not-found`. */
  get(id: string): StoredModel;
  /**
   * The model that `target` names: its name, its id, the start of its hash (8 characters or more), or a file's absolute path, in that
   * order. A file that is not in the library yet is imported. Throws `ambiguous` (both named) and `not-found` (says which names exist).
   */
  resolve(target: string): Promise<StoredModel>;
  /**
   * Looks at the model's file and gives its path. Only its time changed: it is hashed again first. Throws `model-missing` and
   * `model-changed`.
   */
  checkFile(id: string, signal?: AbortSignal): Promise<string>;
  /** Where the model's bytes lie now, as last seen; for showing. `checkFile` gives a path to load. */
  pathOf(id: string): string;
  /** What rendering a conversation needs, read from the file's header. Throws as `import` does. */
  chatFormat(id: string): Promise<ChatFormat>;
  /** Checks the header and adds the model; its hash is worked out in job `jobId`. Throws `not-a-model` with the reason, `not-found`, `disk-full`. */
  import(request: ImportRequest): Promise<Imported>;
  update(id: string, changes: ModelChanges): StoredModel;
  /** Takes it out of the library; its files stay. Throws `bad-request` for a model that comes with Tapedeck. */
  remove(id: string): void;
  /** Looks at every file again; tells listeners when something changed. */
  refresh(): Promise<void>;
  /** Called after each change of the list. Gives a function that stops it. */
  onChange(listener: () => void): () => void;
  /** Ends its watch of the files; its jobs are the jobs' own. */
  close(): void;
};
