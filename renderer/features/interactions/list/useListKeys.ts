import type { RefObject } from "react";
import { useShallow } from "zustand/react/shallow";
import { copyText } from "../../../components/CopyButton.tsx";
import { usePageKeys } from "../../../pageKeys.ts";
import { go } from "../../../router.ts";
import { canReplay, compareInteractions, placeOf, playgroundPlace, replayAsRecorded } from "../interactionActions.ts";
import { useInteractions } from "./interactionsStore.ts";
import { indexOfRow, rowAt } from "./rowWindow.ts";

type ListKeys = { search: RefObject<HTMLInputElement | null>; expression: RefObject<HTMLInputElement | null>; isOpen: boolean; showNew(): void };

/** The keys of the list. */
export function useListKeys({ search, expression, isOpen, showNew }: ListKeys): void {
  const { rows, selected, marked, waiting } = useInteractions(useShallow(({ rows, selected, marked, waiting }) => ({ rows, selected, marked, waiting })));
  const { move, select, peek, toggleMark } = useInteractions.getState();
  const row = rows && selected !== null ? rowAt(rows, indexOfRow(rows, selected)) : undefined;
  usePageKeys([
    { key: "ArrowDown", label: "Next interaction", run: () => void move(1), isListed: false },
    { key: "ArrowUp", label: "Previous interaction", run: () => void move(-1), isListed: false },
    { key: "j", label: "Next interaction", run: () => void move(1), isListed: false },
    { key: "k", label: "Previous interaction", run: () => void move(-1), isListed: false },
    { key: "/", label: "Search interactions", icon: "search", run: () => search.current?.focus() },
    { key: "e", label: "Edit the filter", icon: "edit", run: () => expression.current?.focus() },
    ...(waiting.size > 0 ? [{ key: "n", label: "Show the new interactions", icon: "up" as const, run: showNew }] : []),
    ...(marked.size > 0 ? [{ key: "c", label: "Compare models on the marked interactions", icon: "compare" as const, run: () => compareInteractions(marked) }] : []),
    ...(selected !== null
      ? [
          { key: "Enter", label: "Open the interaction", icon: "right" as const, run: () => go(placeOf(selected)) },
          { key: "Space", label: isOpen ? "Close the inspector" : "Peek into the interaction", run: () => peek(!isOpen), isListed: false },
          { key: "Escape", label: isOpen ? "Close the inspector" : "Select nothing", run: () => (isOpen ? peek(false) : select(null)), isListed: false },
          { key: "x", label: marked.has(selected) ? "Unmark the interaction" : "Mark the interaction to compare", icon: "compare" as const, run: () => toggleMark(selected) },
          { key: "p", label: "Open the interaction in the Playground", icon: "playground" as const, run: () => go(playgroundPlace(selected)) },
          { key: "y", label: "Copy the interaction's id", icon: "copy" as const, run: () => void copyText(selected, "id") },
        ]
      : []),
    ...(row && canReplay(row) ? [{ key: "r", label: "Replay the interaction", icon: "replay" as const, run: () => replayAsRecorded(row.id) }] : []),
  ]);
}
