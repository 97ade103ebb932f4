import { memo } from "react";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { classes } from "../../../components/classes.ts";
import { Measure } from "../../../components/Measure.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { formatCount, formatDuration, speedDigits, unknown } from "../../../format.ts";
import { useInteractions } from "./interactionsStore.ts";
import { ListTime } from "./ListTime.tsx";
import { statusWords } from "../statusWords.ts";
import { TotalCells } from "./TotalCells.tsx";

type InteractionRowProps = { interaction: InteractionSummary; index: number; isSelected: boolean; isMarked: boolean; scaleMs: number; onOpen(id: string): void };

/** One interaction in the list. The selected row is the one that Tab reaches. */
export const InteractionRow = memo(function InteractionRow({ interaction, index, isSelected, isMarked, scaleMs, onOpen }: InteractionRowProps) {
  const { id, createdAt, origin, input, model, usage, timings } = interaction;
  const { mark, word, cause, detail } = statusWords(interaction);
  const { select, toggleMark } = useInteractions.getState();
  return (
    <tr aria-rowindex={index + 2} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} data-interaction={id} className={classes(isMarked && "is-marked")} onClick={() => select(id)} onDoubleClick={() => onOpen(id)} onContextMenu={() => select(id)}>
      <td>
        <input type="checkbox" className="mark-box" tabIndex={-1} checked={isMarked} aria-label={`Mark ${id}`} onChange={() => toggleMark(id)} onClick={(event) => event.stopPropagation()} />
      </td>
      <td>
        <ListTime at={createdAt} />
      </td>
      <td className="clip" title={detail ?? undefined}>
        <StatusMark status={mark} word={word} /> {cause && <span className="faint why">{cause}</span>}
      </td>
      <td className="clip" title={input}>
        {(origin === "replay" || origin === "compare") && <span className="tag origin-tag">{origin}</span>}
        {input || <span className="faint">(empty)</span>}
      </td>
      <td className="clip">{model ? <Who name={model} /> : <span className="faint">{unknown}</span>}</td>
      <td className="num">{formatCount(usage.promptTokens)}</td>
      <td className="num">{formatCount(usage.completionTokens)}</td>
      <td className="num">
        <Measure text={formatDuration(timings.firstTokenMs)} />
      </td>
      <TotalCells interaction={interaction} scaleMs={scaleMs} />
      <td className="num">{timings.tokensPerSecond === null ? <span className="faint">{unknown}</span> : speedDigits(timings.tokensPerSecond)}</td>
    </tr>
  );
});
