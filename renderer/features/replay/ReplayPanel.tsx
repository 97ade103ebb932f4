import { useEffect } from "react";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { Button } from "../../components/Button.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatCount } from "../../format.ts";
import { EarlierReplays } from "./EarlierReplays.tsx";
import { Grades } from "./Grades.tsx";
import { OtherRun } from "./OtherRun.tsx";
import { overrideWords } from "./overrides.ts";
import { replaySentence } from "./replaySentence.ts";
import { isRunning, useReplay, type ReplayRun } from "./replayStore.ts";
import { Sentence } from "./Sentence.tsx";
import { ShownReplay } from "./ShownReplay.tsx";

type ReplayPanelProps = { original: Interaction; shown: string | null; onShow(id: string | null): void; onOverride(): void };

/** Replays of an interaction: what came of them, where they leave the recorded answer, and under which other conditions. */
export function ReplayPanel({ original, shown, onShow, onOverride }: ReplayPanelProps) {
  const run = useReplay((state) => (state.run?.ask.interactionId === original.id ? state.run : null));
  const other = useReplay((state) => (state.run && isRunning(state.run) && state.run.ask.interactionId !== original.id ? state.run : null));
  const history = useReplay((state) => (state.history?.original === original.id ? state.history : null));
  useEffect(() => void useReplay.getState().recall(original.id), [original.id]);
  const results = run?.items.flatMap(({ result }) => result ?? []) ?? [];
  const known = [...results, ...(history?.results ?? [])];
  const chosen = known.find(({ interactionId }) => interactionId === shown) ?? (shown === null ? (results.find(({ grade }) => grade === "diverged") ?? results[0]) : undefined);
  const earlier = history?.results?.filter(({ interactionId }) => !results.some((each) => each.interactionId === interactionId)) ?? [];
  return (
    <section className="replay-panel" aria-label="Replay">
      <div className="pane-head ruled replay-head">
        <h2>Replay</h2>
        {run && (
          <span className="faint clip">
            {overrideWords(run.ask)}, on <Who name={run.ask.target ?? original.model ?? original.request.target} />
          </span>
        )}
        <span className="spacer" />
        {run && isRunning(run) && (
          <Button small onClick={useReplay.getState().cancel}>
            Cancel
          </Button>
        )}
        <Button small hotkey="o" onClick={onOverride} disabled={original.status === "running"}>
          Override…
        </Button>
      </div>
      <div className="replay">
        {other && <OtherRun run={other} />}
        {run ? <Verdict run={run} shown={chosen?.interactionId ?? null} onShow={onShow} /> : earlier.length === 0 && <Invitation isRunning={original.status === "running"} isKnown={history?.results != null} />}
        {run?.failure && <FailureNotice title={results.length === 0 ? "It was not replayed" : "The replays broke off"} failure={run.failure} />}
        {chosen && <ShownReplay original={original} result={chosen} number={results.indexOf(chosen) + 1} />}
        {history?.failure && <FailureNotice title="Earlier replays could not be read" failure={history.failure} />}
        {earlier.length > 0 && <EarlierReplays results={earlier} shown={chosen?.interactionId ?? null} onShow={onShow} />}
      </div>
    </section>
  );
}

function Invitation({ isRunning: stillRuns, isKnown }: { isRunning: boolean; isKnown: boolean }) {
  if (stillRuns) return <p className="faint small">It can be replayed when it has ended.</p>;
  return <p className="faint small">{isKnown ? "Not replayed yet. R sends it again exactly as recorded; O sends it several times, to another model, or with other parameters. Each answer is graded against the recorded one." : " "}</p>;
}

function Verdict({ run, shown, onShow }: { run: ReplayRun; shown: string | null; onShow(id: string): void }) {
  const { items, ask, state } = run;
  const results = items.flatMap(({ result }) => result ?? []);
  const times = ask.times ?? 1;
  const current = items.at(-1);
  return (
    <div className="replay-verdict">
      <div role="status">
        {state === "running" && results.length < times && (
          <p className="faint tabular">
            Replay {formatCount(results.length + 1)} of {formatCount(times)} is running.
          </p>
        )}
        {state === "cancelled" && <p className="faint">Cancelled after {formatCount(results.length)} of {formatCount(times)}.</p>}
        {results.length > 0 && <Sentence words={replaySentence(results)} />}
        {state === "running" && current && !current.result && current.text !== "" && <p className="replay-text">{current.text.slice(-400)}</p>}
      </div>
      <Grades items={items} times={state === "running" ? times : results.length} shown={shown} onShow={onShow} />
    </div>
  );
}
