import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { copyText } from "../../../components/CopyButton.tsx";
import { usePageKeys } from "../../../pageKeys.ts";
import { go } from "../../../router.ts";
import { placeOf } from "../interactionActions.ts";
import { tracePlace } from "../places.ts";

type SessionKeys = { current: number | null; total: number; interaction: InteractionSummary | undefined; jump(turn: number): void };

/** The keys of a session's page; turns count from 1. */
export function useSessionKeys({ current, total, interaction, jump }: SessionKeys): void {
  const step = (by: number) => jump(current === null ? 1 : current + 1 + by);
  usePageKeys([
    { key: "j", label: "Next turn", run: () => step(1), isListed: false },
    { key: "k", label: "Previous turn", run: () => step(-1), isListed: false },
    { key: "ArrowDown", label: "Next turn", run: () => step(1), isListed: false },
    { key: "ArrowUp", label: "Previous turn", run: () => step(-1), isListed: false },
    { key: "Escape", label: "Back", run: () => window.history.back(), isListed: false },
    { key: "Home", label: "First turn", icon: "up", run: () => jump(1) },
    { key: "End", label: "Last turn", icon: "down", run: () => jump(total) },
    { key: "g", label: "Go to a turn", icon: "search", run: () => document.getElementById("session-turn")?.focus() },
    ...(interaction
      ? [
          { key: "Enter", label: "Open the interaction", icon: "right" as const, run: () => go(placeOf(interaction.id)) },
          { key: "y", label: "Copy the interaction's id", icon: "copy" as const, run: () => void copyText(interaction.id, "id") },
          ...(interaction.traceId === null ? [] : [{ key: "t", label: "Open the trace", icon: "trace" as const, run: () => go(tracePlace(interaction.traceId!, interaction.spanId)) }]),
        ]
      : []),
  ]);
}
