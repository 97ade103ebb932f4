import type { ChatFormat } from "../../../shared/gguf/chatFormat.ts";
import type { ImportRequest, Model, ModelChanges } from "../../../shared/schemas/model.ts";

/** A model as the library knows it; whether it is loaded is the runtimes' knowledge. */
export type StoredModel = Omit<Model, "runtime">;

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
   * Looks at the model's file and gives its path; of a split model the first part's. Only its time changed: it is hashed again first.
   * Throws `model-missing` and `model-changed`, and `not-a-model` for an adapter or a projector.
   */
  checkFile(id: string, signal?: AbortSignal): Promise<string>;
  /** As `checkFile`, of an adapter that is to be used on the model `baseId`. Throws `bad-request`, with the reason, where it does not fit. */
  checkAdapter(id: string, baseId: string, signal?: AbortSignal): Promise<string>;
  /** Where the model's bytes lie now, as last seen; for showing. `checkFile` gives a path to load. */
  pathOf(id: string): string;
  /** What rendering a conversation needs, read from the file's header. Throws as `import` does. */
  chatFormat(id: string): Promise<ChatFormat>;
  /** Checks the header and adds the model; its hash is worked out in job `jobId`. Throws `not-a-model` with the reason, `not-found`, `disk-full`. */
  import(request: ImportRequest): Promise<Imported>;
  /** Family, version and base that are set here are never guessed again. Throws `bad-request` for a base that can't be one. */
  update(id: string, changes: { [K in keyof ModelChanges]: ModelChanges[K] | undefined }): StoredModel;
  /** Takes it out of the library; its files stay. Throws `bad-request` for a model that comes with Tapedeck. */
  remove(id: string): void;
  /** Looks at every file again; tells listeners when something changed. */
  refresh(): Promise<void>;
  /** Whether a file is in the library, or a person took it out: a watched folder then leaves it alone. */
  isSettled(path: string): boolean;
  /** The id of the model at `path`, or of the one with this hash; null: neither is known. */
  idOf(path: string, sha256: string | null): string | null;
  /** Called after each change of the list. Gives a function that stops it. */
  onChange(listener: () => void): () => void;
  /** Ends its watch of the files; its jobs are the jobs' own. */
  close(): void;
};
