import { memo, useEffect, useRef } from "react";
import type { Comparison } from "../../../shared/schemas/comparison.ts";
import { Icon } from "../../components/Icon.tsx";
import type { IconName } from "../../components/iconShapes.tsx";
import { KeyBar } from "../../components/Kbd.tsx";
import { useGradually } from "../playground/useGradually.ts";
import type { Outcome } from "./outcome.ts";

const words: Record<Outcome, { word: string; icon: IconName; tone: string }> = {
  waiting: { word: "waiting", icon: "more", tone: "is-cancelled" },
  running: { word: "answering", icon: "running", tone: "is-running" },
  same: { word: "same", icon: "ok", tone: "is-ok" },
  different: { word: "differs", icon: "compare", tone: "" },
  failed: { word: "failed", icon: "error", tone: "is-error" },
};

/** The last message of an input, which is what people know it by. */
export const titleOf = ({ messages }: Comparison["inputs"][number]): string => messages.at(-1)?.content.slice(0, 600).trim().slice(0, 300) || "Without words";

/** The inputs and how each came out. */
export function InputList({ inputs, outcomes, shown, selected, onSelect }: { inputs: Comparison["inputs"]; outcomes: readonly Outcome[]; shown: readonly number[]; selected: number; onSelect(row: number): void }) {
  const drawn = useGradually(shown.length, inputs.length, 60);
  return (
    <>
      <div className="table-scroll">
        <table className="table input-table">
          <thead>
            <tr>
              <th scope="col">Input</th>
              <th scope="col">Answers</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, drawn).map((row) => (
              <InputRow key={row} row={row} title={titleOf(inputs[row]!)} outcome={outcomes[row]!} isSelected={row === selected} onSelect={onSelect} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="faint small none">No input came out like that.</p>}
      </div>
      <KeyBar keys={[{ keys: ["J", "K"], label: "move" }, { keys: ["Enter"], label: "open" }, { keys: ["D"], label: "diff" }, { keys: ["S"], label: "swap" }]} />
    </>
  );
}

const InputRow = memo(function InputRow({ row, title, outcome, isSelected, onSelect }: { row: number; title: string; outcome: Outcome; isSelected: boolean; onSelect(row: number): void }) {
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  const { word, icon, tone } = words[outcome];
  return (
    <tr ref={element} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} onClick={() => onSelect(row)} onFocus={() => onSelect(row)}>
      <td className="fill" title={title}>
        <span className="faint tabular">{row + 1}</span> {title}
      </td>
      <td>
        <span className={`status ${tone}`}>
          <Icon name={icon} turning={outcome === "running"} />
          {word}
        </span>
      </td>
    </tr>
  );
});
