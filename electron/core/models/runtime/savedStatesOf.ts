import type { SavedStates } from "../../../../shared/llama.ts";
import type { StoredModel } from "../libraryApi.ts";

/** Over all models. A state takes from 2 kB a token (a model of 4 million parameters) to some 130 kB (8 billion). */
const mostFiles = 64;
const mostBytes = 4e9;

/** Pinned models keep the state of their system prompts in `folder`, so that these need not be evaluated again after a restart. */
export const savedStatesOf = (folder: string) => ({ settings, sha256 }: Pick<StoredModel, "settings" | "sha256">): SavedStates | null =>
  settings.isPinned && sha256 !== null ? { folder, modelSha256: sha256, mostFiles, mostBytes } : null;
