import { create } from "zustand";
import { toFailure, type Failure } from "../../shared/errors.ts";
import type { FolderListing } from "../../shared/schemas/app.ts";
import { api, type Parts } from "../api.ts";

type FoldersState = { listing: FolderListing | null; failure: Failure | null; open(path?: string): Promise<void> };

/** The folder of the core's machine that is being looked at. */
export function createFoldersStore({ api }: Pick<Parts, "api">) {
  let asked = 0;
  return create<FoldersState>()((set) => ({
    listing: null,
    failure: null,
    async open(path) {
      // A slow folder's answer must not take the place of one that was asked for later.
      const mine = ++asked;
      const keep = (answer: Partial<FoldersState>) => mine === asked && set(answer);
      try {
        keep({ listing: await api.app.listFolder(path === undefined ? {} : { path }), failure: null });
      } catch (error) {
        keep({ failure: toFailure(error) });
      }
    },
  }));
}

export const useFolders = createFoldersStore({ api });
