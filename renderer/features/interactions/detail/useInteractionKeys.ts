import { toast } from "sonner";
import { toFailure } from "../../../../shared/errors.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { copyText } from "../../../components/CopyButton.tsx";
import { usePageKeys } from "../../../pageKeys.ts";
import { go } from "../../../router.ts";
import { isRunning, useReplay } from "../../replay/replayStore.ts";
import { placeOf } from "../interactionActions.ts";
import { listPlace, useInteractions } from "../list/interactionsStore.ts";
import { useBeside } from "./besideStore.ts";
import { pageActions } from "./pageActions.ts";
import type { Replaying } from "./useReplaying.ts";

type InteractionKeys = { id: string; interaction: Interaction | null; replaying: Replaying; setView(view: string | null): void };

/** The keys of one interaction's page. */
export function useInteractionKeys({ id, interaction, replaying, setView }: InteractionKeys): void {
  const run = useReplay((state) => state.run);
  const own = interaction?.id ?? id;
  usePageKeys([
    { key: "j", label: "Next interaction of the list", icon: "down", run: () => void step(own, 1) },
    { key: "k", label: "Previous interaction of the list", icon: "up", run: () => void step(own, -1) },
    { key: "Escape", label: "Back to the list", run: () => go(`/interactions?${listPlace({ ...useInteractions.getState(), selected: own })}`), isListed: false },
    { key: "1", label: "Messages", run: () => setView(null) },
    { key: "2", label: "Rendered prompt", run: () => setView("prompt") },
    { key: "3", label: "JSON as stored", run: () => setView("body") },
    { key: "4", label: "Tokens", run: () => setView("tokens") },
    ...(replaying.canStart ? [{ key: "r", label: "Replay as recorded", icon: "replay" as const, run: replaying.asRecorded }] : []),
    ...(replaying.canStart ? [{ key: "o", label: "Replay with overrides…", icon: "replay" as const, run: replaying.askOverrides }] : []),
    ...(isRunning(run) ? [{ key: "s", label: "Stop the replays", icon: "stop" as const, run: useReplay.getState().cancel }] : []),
    ...(interaction
      ? [
          { key: "[", label: "Previous of the same user", icon: "left" as const, run: () => void toNeighbour(own, "user", "previous") },
          { key: "]", label: "Next of the same user", icon: "right" as const, run: () => void toNeighbour(own, "user", "next") },
          { key: "{", label: "Previous with the same question", icon: "left" as const, run: () => void toNeighbour(own, "prompt", "previous") },
          { key: "}", label: "Next with the same question", icon: "right" as const, run: () => void toNeighbour(own, "prompt", "next") },
          { key: "f", label: "Add feedback", icon: "plus" as const, run: () => document.getElementById("add-feedback")?.click() },
          ...pageActions(interaction),
        ]
      : [{ key: "y", label: "Copy the id", icon: "copy" as const, run: () => void copyText(own, "id") }]),
  ]);
}

/** To the interaction before or after of the same user, or with the same question. */
async function toNeighbour(id: string, kind: "user" | "prompt", way: "previous" | "next"): Promise<void> {
  try {
    const to = await useBeside.getState().neighbour(id, kind, way);
    if (to !== null) return go(`${placeOf(to)}${keptQuery()}`, { replace: true });
    const what = kind === "user" ? "of this user" : "with this question";
    toast(way === "next" ? `There is no later interaction ${what}.` : `There is no earlier interaction ${what}.`, { duration: 2000 });
  } catch (error) {
    toast.error(`The log could not be read. ${toFailure(error).message}`);
  }
}

/** The way of looking stays when one goes through interactions: their prompts, say. */
function keptQuery(): string {
  const kept = new URLSearchParams([...new URLSearchParams(window.location.hash.split("?")[1])].filter(([name]) => ["view", "format", "body", "json"].includes(name))).toString();
  return kept && `?${kept}`;
}

/** To the row below or above in the list that it was opened from. */
async function step(id: string, by: 1 | -1): Promise<void> {
  try {
    const next = await useInteractions.getState().neighbour(id, by);
    if (next === null) return void toast(by === 1 ? "This is the oldest interaction of the list." : "This is the newest interaction that the list knows.", { duration: 2000 });
    useInteractions.getState().select(next);
    go(`${placeOf(next)}${keptQuery()}`, { replace: true });
  } catch (error) {
    toast.error(`The list could not be read. ${toFailure(error).message}`);
  }
}
