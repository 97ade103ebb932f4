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
