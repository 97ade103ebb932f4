import { api } from "../../../../api.ts";
import { useInteractions } from "../interactionsStore.ts";

/** How many of these interactions there are still. */
export async function countRemovable(ids: string[], signal: AbortSignal): Promise<number> {
  return (await api.care.removeInteractions({ ids, isDryRun: true }, signal)).interactions;
}

/** Deletes interactions for good, in a job; gives how many there are. */
export async function removeInteractions(ids: string[]): Promise<number> {
  const { interactions } = await api.care.removeInteractions({ ids });
  useInteractions.getState().removed(ids);
  return interactions;
}

/** Puts tags on interactions and takes others off; gives how many have other tags now. */
export async function tagInteractions(ids: string[], add: string[], remove: string[]): Promise<number> {
  const { changed } = await api.care.tagInteractions({ ids, add, remove });
  useInteractions.getState().tagged(ids, add, remove);
  return changed;
}
