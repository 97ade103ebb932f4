import type { RefObject } from "react";
import { useShallow } from "zustand/react/shallow";
import { copyText } from "../../../components/CopyButton.tsx";
import { usePageKeys } from "../../../pageKeys.ts";
import { go } from "../../../router.ts";
import { canReplay, compareInteractions, placeOf, playgroundPlace, replayAsRecorded } from "../interactionActions.ts";
import { useExport } from "../../transfer/export/exportStore.ts";
import { useImport } from "../../transfer/import/importStore.ts";
import { useInteractions } from "./interactionsStore.ts";
import { askOf } from "./listQuery.ts";
import { indexOfRow, rowAt } from "./rowWindow.ts";

type ListKeys = { search: RefObject<HTMLInputElement | null>; isOpen: boolean; onEdit(): void; onFacets(): void; showNew(): void };

/** The keys of the list. */
export function useListKeys({ search, isOpen, onEdit, onFacets, showNew }: ListKeys): void {
  const { rows, selected, marked, waiting, isPaused } = useInteractions(useShallow(({ rows, selected, marked, waiting, isPaused }) => ({ rows, selected, marked, waiting, isPaused })));
  const { move, markTo, select, peek, pause, toggleMark } = useInteractions.getState();
  const row = rows && selected !== null ? rowAt(rows, indexOfRow(rows, selected)) : undefined;
  const extend = async (step: 1 | -1) => {
    if (selected !== null && !marked.has(selected)) toggleMark(selected);
    await move(step);
    const now = useInteractions.getState().selected;
    if (now !== null) await markTo(now);
  };
  usePageKeys([
    { key: "ArrowDown", label: "Next interaction", run: () => void move(1), isListed: false },
    { key: "ArrowUp", label: "Previous interaction", run: () => void move(-1), isListed: false },
    { key: "j", label: "Next interaction", run: () => void move(1), isListed: false },
    { key: "k", label: "Previous interaction", run: () => void move(-1), isListed: false },
    { key: "shift+ArrowDown", label: "Mark on downwards", run: () => void extend(1), isListed: false },
    { key: "shift+ArrowUp", label: "Mark on upwards", run: () => void extend(-1), isListed: false },
    { key: "/", label: "Search interactions", icon: "search", run: () => search.current?.focus() },
    { key: "e", label: "Edit the filter as text", icon: "edit", run: onEdit },
    { key: "i", label: "Import a file of interactions", icon: "upload", run: () => useImport.getState().open() },
    { key: "shift+e", label: "Export the interactions of the list", icon: "download", run: () => void useExport.getState().open(askOf(useInteractions.getState().query)) },
    { key: "f", label: "Show or hide the facets", icon: "columns", run: onFacets },
    { key: "l", label: isPaused ? "Let new interactions in as they come" : "Hold new interactions back", icon: isPaused ? "replay" : "pause", run: () => pause(!isPaused) },
    ...(waiting > 0 ? [{ key: "n", label: "Show the new interactions", icon: "up" as const, run: showNew }] : []),
    ...(marked.size > 0 ? [{ key: "c", label: "Compare models on the marked interactions", icon: "compare" as const, run: () => compareInteractions(marked) }] : []),
    ...(selected !== null
      ? [
          { key: "Enter", label: "Open the interaction", icon: "right" as const, run: () => go(placeOf(selected)) },
          { key: "Space", label: isOpen ? "Close the inspector" : "Peek into the interaction", run: () => peek(!isOpen), isListed: false },
          { key: "Escape", label: isOpen ? "Close the inspector" : "Select nothing", run: () => (isOpen ? peek(false) : select(null)), isListed: false },
          { key: "x", label: marked.has(selected) ? "Unmark the interaction" : "Mark the interaction", icon: "ok" as const, run: () => toggleMark(selected) },
          { key: "shift+x", label: "Mark all from the last marked to here", icon: "ok" as const, run: () => void markTo(selected) },
          { key: "p", label: "Open the interaction in the Playground", icon: "playground" as const, run: () => go(playgroundPlace(selected)) },
          { key: "y", label: "Copy the interaction's id", icon: "copy" as const, run: () => void copyText(selected, "id") },
        ]
      : []),
    ...(row && canReplay(row) ? [{ key: "r", label: "Replay the interaction", icon: "replay" as const, run: () => replayAsRecorded(row.id) }] : []),
  ]);
}
