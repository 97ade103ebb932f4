import { useSyncExternalStore } from "react";

const wide = () => window.matchMedia("(min-width: 1600px)");
function subscribe(listener: () => void): () => void {
  const query = wide();
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether there is room for an inspector beside the list. */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => wide().matches);
