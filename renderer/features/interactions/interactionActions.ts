import type { InteractionSummary } from "../../../shared/schemas/interaction.ts";
import { copyText } from "../../components/CopyButton.tsx";
import type { MenuAction } from "../../components/Menu.tsx";
import { go } from "../../router.ts";
import { useReplay } from "../replay/replayStore.ts";
import { useInteractions } from "./list/interactionsStore.ts";

export const placeOf = (id: string): string => `/interactions/${encodeURIComponent(id)}`;
export const playgroundPlace = (id: string): string => `/playground?${new URLSearchParams({ from: id })}`;
export const canReplay = ({ status }: Pick<InteractionSummary, "status">): boolean => status !== "running";

/** Sends the interaction again as it was, and shows it. */
export function replayAsRecorded(id: string): void {
  void useReplay.getState().start({ interactionId: id });
  go(placeOf(id));
}

/** To the comparison of what several models say to these interactions' messages. */
export function compareInteractions(ids: Iterable<string>): void {
  go(`/compare?${new URLSearchParams({ interactions: [...ids].join(",") })}`);
}

/** What can be done with a row, for its menu. */
export function rowActions(interaction: InteractionSummary, isMarked: boolean): MenuAction[] {
  const { id, input } = interaction;
  return [
    { label: "Open", icon: "right", hotkey: "Enter", run: () => go(placeOf(id)) },
    { label: "Replay", icon: "replay", hotkey: "r", isDisabled: !canReplay(interaction), run: () => replayAsRecorded(id) },
    { label: "Open in the Playground", icon: "playground", hotkey: "p", run: () => go(playgroundPlace(id)) },
    { label: isMarked ? "Unmark" : "Mark to compare", icon: "compare", hotkey: "x", run: () => useInteractions.getState().toggleMark(id) },
    { label: "Copy id", icon: "copy", hotkey: "y", run: () => void copyText(id, "id") },
    { label: "Copy input", icon: "copy", run: () => void copyText(input, "input") },
  ];
}
