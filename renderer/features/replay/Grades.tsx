import { classes } from "../../components/classes.ts";
import { Icon } from "../../components/Icon.tsx";
import { formatCount } from "../../format.ts";
import type { ReplayItem } from "./replayStore.ts";

const words = { identical: "identical", "same-tokens": "same tokens", diverged: "differs", failed: "failed" };

/** One mark a replay, in their order: a tick, the number of the first token that differs, a cross. */
export function Grades({ items, times, shown, onShow }: { items: readonly ReplayItem[]; times: number; shown: string | null; onShow(id: string): void }) {
  return (
    <ol className="grades" aria-label="Grade of each replay">
      {Array.from({ length: Math.max(times, items.length) }, (_, index) => {
        const item = items[index];
        const result = item?.result;
        if (!result) return <li key={index} className={classes("grade", "is-waiting")} title={`Replay ${index + 1}: ${item ? "running" : "waiting"}`}>{item && <Icon name="running" small turning />}</li>;
        const { grade, firstDivergence, interactionId } = result;
        const title = `Replay ${index + 1}: ${words[grade]}${firstDivergence ? ` from token ${formatCount(firstDivergence.token)}` : ""}`;
        return (
          <li key={index}>
            <button type="button" className={classes("grade", grade === "diverged" ? "is-split" : grade === "failed" ? "is-failed" : "is-same")} aria-pressed={interactionId === shown} aria-label={title} title={title} onClick={() => onShow(interactionId)}>
              {grade === "identical" ? <Icon name="ok" small /> : grade === "failed" ? <Icon name="error" small /> : grade === "same-tokens" ? "=" : short(firstDivergence?.token)}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const short = (token: number | undefined) => (token === undefined ? "≠" : token < 1000 ? String(token) : `${Math.floor(token / 1000)}k`);
