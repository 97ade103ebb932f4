import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { go, useHashQuery, useQueryValue } from "../../../router.ts";
import { askOf, readOverrides, unchanged, writeOverrides, type Overrides } from "../../replay/overrides.ts";
import { isRunning, useReplay } from "../../replay/replayStore.ts";
import { canReplay, placeOf } from "../interactionActions.ts";

/** The page's part in replaying: what the address says of it, and what its buttons and keys do. */
export function useReplaying(interaction: Interaction | null) {
  const query = useHashQuery();
  const [shown, show] = useQueryValue("replay");
  const [override, setOverride] = useQueryValue("override");
  const isBusy = useReplay((state) => isRunning(state.run));
  const canStart = interaction !== null && canReplay(interaction) && !isBusy;

  function start(overrides: Overrides): void {
    if (!interaction || !canStart) return;
    const address = writeOverrides(new URLSearchParams(query), overrides);
    for (const name of ["override", "replay"]) address.delete(name);
    const text = address.toString();
    go(`${placeOf(interaction.id)}${text && `?${text}`}`, { replace: true });
    void useReplay.getState().start(askOf(interaction.id, overrides));
  }

  return {
    shown,
    show,
    canStart,
    overrides: readOverrides(new URLSearchParams(query)),
    isOverriding: override === "1",
    askOverrides: () => setOverride("1"),
    leaveOverrides: () => setOverride(null),
    asRecorded: () => start(unchanged),
    withOverrides: start,
  };
}
export type Replaying = ReturnType<typeof useReplaying>;
