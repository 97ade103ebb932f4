import { useMemo } from "react";
import type { Comparison } from "../../../shared/schemas/comparison.ts";
import { classes } from "../../components/classes.ts";
import { SplitPane } from "../../components/SplitPane.tsx";
import { formatCount } from "../../format.ts";
import { usePageKeys } from "../../pageKeys.ts";
import { go, useQueryValue } from "../../router.ts";
import { Answers } from "./Answers.tsx";
import { InputList } from "./InputList.tsx";
import { Measures } from "./Measures.tsx";
import type { Ordered } from "./ordered.ts";
import { columnFacts, outcomeOf, type Outcome } from "./outcome.ts";
import { VerdictHead } from "./VerdictHead.tsx";

type Tab = "all" | "different" | "same" | "failed";
const tabs: { value: Tab; label: string }[] = [
  { value: "all", label: "All" },
  { value: "different", label: "Different" },
  { value: "same", label: "Same" },
  { value: "failed", label: "Failed" },
];

/** Sentence, figures, inputs, answers; in this order. */
export function ComparisonBody({ comparison, ordered, onOrder, onSwap }: { comparison: Comparison; ordered: Ordered; onOrder(order: number[]): void; onSwap(): void }) {
  const [input, setInput] = useQueryValue("input");
  const [viewText, setView] = useQueryValue("view");
  const [tabText, setTab] = useQueryValue("show");
  const isRunning = comparison.state === "running";
  const facts = useMemo(() => columnFacts(ordered), [ordered]);
  const outcomes = useMemo(() => ordered.rows.map((row) => outcomeOf(row, isRunning)), [ordered, isRunning]);
  const tab = tabs.find(({ value }) => value === tabText)?.value ?? "all";
  const shown = outcomes.flatMap((outcome, row) => (tab === "all" || outcome === tab ? [row] : []));
  const asked = Number(input ?? 1) - 1;
  const row = outcomes[asked] === undefined ? 0 : asked;
  const view = viewText === "plain" ? "plain" : "diff";
  const select = (next: number) => setInput(next === 0 ? null : String(next + 1));
  const move = (step: 1 | -1) => {
    const next = step === 1 ? shown.find((each) => each > row) : shown.findLast((each) => each < row);
    if (next !== undefined) select(next);
  };
  const openAnswer = () => {
    const cell = ordered.rows[row]!.findLast(({ interactionId }) => interactionId !== null);
    if (cell) go(`/interactions/${cell.interactionId}`);
  };
  usePageKeys([
    { key: "j", label: "Next input", run: () => move(1), isListed: false },
    { key: "k", label: "Previous input", run: () => move(-1), isListed: false },
    { key: "ArrowDown", label: "Next input", run: () => move(1), isListed: false },
    { key: "ArrowUp", label: "Previous input", run: () => move(-1), isListed: false },
    { key: "Enter", label: "Open the last column's interaction", run: openAnswer },
    { key: "d", label: view === "diff" ? "Show the answers plain" : "Mark the differences", icon: "compare", run: () => setView(view === "diff" ? "plain" : null) },
    { key: "s", label: "Swap the columns", icon: "compare", run: onSwap },
  ]);
  const count = (value: Tab) => (value === "all" ? outcomes.length : outcomes.filter((outcome: Outcome) => outcome === value).length);
  const answers = <Answers comparison={comparison} ordered={ordered} row={row} view={view} onView={(next) => setView(next === "diff" ? null : next)} onOrder={onOrder} />;

  return (
    <>
      <VerdictHead comparison={comparison} ordered={ordered} facts={facts} />
      <Measures ordered={ordered} facts={facts} />
      {comparison.inputs.length === 1 ? (
        <div className="split compare-mid">{answers}</div>
      ) : (
        <SplitPane name="compare" side="left" initial={336} min={240} max={640} className="compare-mid">
          <section className="pane" aria-label="Inputs by outcome">
            <div className="pane-head is-ruled">
              <div className="tabs" role="tablist" aria-label="Outcome">
                {tabs.map(({ value, label }) => (
                  <button key={value} type="button" role="tab" aria-selected={value === tab} className={classes(count(value) === 0 && "is-none")} onClick={() => setTab(value === "all" ? null : value)}>
                    {label}
                    <span className="num">{formatCount(count(value))}</span>
                  </button>
                ))}
              </div>
            </div>
            <InputList inputs={comparison.inputs} outcomes={outcomes} shown={shown} selected={row} onSelect={select} />
          </section>
          {answers}
        </SplitPane>
      )}
    </>
  );
}
