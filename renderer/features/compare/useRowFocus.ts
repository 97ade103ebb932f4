import type { RefObject } from "react";
import { usePageKeys } from "../../pageKeys.ts";

/** Arrow keys, `j` and `k` go from row to row of a list by focusing what `selector` finds in it: a link that Enter opens, a box that Space ticks. */
export function useRowFocus(list: RefObject<HTMLElement | null>, selector: string, what: string): void {
  const move = (step: 1 | -1) => {
    const stops = [...(list.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  usePageKeys([
    { key: "j", label: `Next ${what}`, run: () => move(1), isListed: false },
    { key: "k", label: `Previous ${what}`, run: () => move(-1), isListed: false },
    { key: "ArrowDown", label: `Next ${what}`, run: () => move(1), isListed: false },
    { key: "ArrowUp", label: `Previous ${what}`, run: () => move(-1), isListed: false },
  ]);
}
