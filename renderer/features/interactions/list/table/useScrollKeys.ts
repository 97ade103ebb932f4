import { usePageKeys } from "../../../../pageKeys.ts";
import { useInteractions } from "../interactionsStore.ts";

/** The keys that scroll the list as a whole. */
export function useScrollKeys({ scrollBy, pageRows }: { scrollBy(rows: number): void; pageRows: number }): void {
  const { moveToEnd } = useInteractions.getState();
  usePageKeys([
    { key: "PageDown", label: "A page down", run: () => scrollBy(pageRows), isListed: false },
    { key: "PageUp", label: "A page up", run: () => scrollBy(-pageRows), isListed: false },
    { key: "Home", label: "First interaction", run: () => void moveToEnd("first"), isListed: false },
    { key: "End", label: "Last interaction", run: () => void moveToEnd("last"), isListed: false },
  ]);
}
