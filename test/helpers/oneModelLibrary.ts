import { AppError } from "../../shared/errors.ts";
import type { ChatFormat } from "../../shared/gguf/chatFormat.ts";
import type { Library, StoredModel } from "../../electron/core/models/libraryApi.ts";
import { fakeModel } from "./fakeModels.ts";

type Part = Pick<Library, "list" | "get" | "resolve" | "checkFile" | "checkAdapter" | "chatFormat" | "onChange">;

/** A library of one model, `demo`, with the file at `path` and its chat format; `change` alters it and tells listeners. */
export function oneModelLibrary(path: string, chatFormat: () => Promise<ChatFormat>, more: Partial<StoredModel> = {}) {
  const { runtime: _, ...stored } = fakeModel("demo");
  let model: StoredModel = { ...stored, ...more };
  const listeners = new Set<() => void>();
  const library: Part = {
    list: () => [model],
    get: () => model,
    async resolve(target) {
      if (target !== model.name && target !== model.id) throw new AppError("not-found", `There is no model "${target}" in the library.`);
      return model;
    },
    checkFile: async () => path,
    checkAdapter: async () => {
      throw new AppError("bad-request", "There are no adapters here.");
    },
    chatFormat,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    library,
    change(next: Partial<StoredModel>) {
      model = { ...model, ...next };
      for (const listener of listeners) listener();
    },
  };
}
