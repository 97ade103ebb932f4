import { useEffect } from "react";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { Button } from "../../../components/Button.tsx";
import { classes } from "../../../components/classes.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatDuration } from "../../../format.ts";
import { go } from "../../../router.ts";
import { LongText } from "../../playground/LongText.tsx";
import { AnswerTurn } from "../detail/AnswerTurn.tsx";
import { canReplay, placeOf, playgroundPlace, replayAsRecorded } from "../interactionActions.ts";
import { InspectorFacts } from "./InspectorFacts.tsx";
import { useInteraction } from "../detail/interactionStore.ts";
import { useInteractions } from "./interactionsStore.ts";
import { indexOfRow, rowAt } from "./rowWindow.ts";
import { statusWords } from "../statusWords.ts";
import { Waterfall } from "../detail/Waterfall.tsx";

/** A look at the selected row without leaving the list. */
export function Inspector({ id, isOver }: { id: string; isOver?: boolean }) {
  const rows = useInteractions((state) => state.rows);
  const whole = useInteraction((state) => (state.interaction?.id === id ? state.interaction : null));
  const failure = useInteraction((state) => (state.asked === id ? state.failure : null));
  useEffect(() => useInteraction.getState().follow(), []);
  useEffect(() => useInteraction.getState().open(id), [id]);
  const summary: InteractionSummary | undefined = whole ?? (rows ? rowAt(rows, indexOfRow(rows, id)) : undefined);
  return (
    <aside className={classes("pane", "inspector", isOver && "is-over")} aria-label="Selected interaction">
      <div className="pane-head is-ruled">
        <code className="clip" title={id}>{id}</code>
        <CopyButton text={id} what="id" />
        <span className="spacer" />
        <Button small kind="ghost" hotkey="Enter" onClick={() => go(placeOf(id))}>
          Open
        </Button>
        <Button small kind="ghost" icon="close" aria-label="Close the inspector" onClick={() => useInteractions.getState().peek(false)} />
      </div>
      <div className="pane-body" tabIndex={0} role="group" aria-label="Its request and answer">
        {failure && <FailureNotice title="The interaction could not be read" failure={failure} />}
        {summary && <Line summary={summary} />}
        {whole && (
          <>
            <div className="turn">
              <span className="role">User</span>
              <LongText text={whole.input} />
            </div>
            <AnswerTurn interaction={whole} isMarkdown />
            <div className="section-head ruled inspector-head">
              <h2>Timings</h2>
              {whole.timings.totalMs !== null && <span className="faint">{formatDuration(whole.timings.totalMs)} in total</span>}
            </div>
            <Waterfall timings={whole.timings} model={whole.model} />
          </>
        )}
        {summary && (
          <>
            <InspectorFacts summary={summary} whole={whole} />
            <div className="btn-row inspector-actions">
              <Button kind="primary" icon="replay" hotkey="r" disabled={!canReplay(summary)} onClick={() => replayAsRecorded(id)}>
                Replay
              </Button>
              <Button icon="playground" hotkey="p" onClick={() => go(playgroundPlace(id))}>
                Playground
              </Button>
              {whole && (
                <CopyButton text={() => JSON.stringify(whole, null, 2)} what="interaction">
                  JSON
                </CopyButton>
              )}
            </div>
          </>
        )}
      </div>
    </aside>
  );
}

function Line({ summary }: { summary: InteractionSummary }) {
  const { mark, word, cause } = statusWords(summary);
  return (
    <p className="inspector-line">
      <StatusMark status={mark} word={cause ? `${word}: ${cause}` : word} badge />
      <span className="faint small tabular">
        <Time at={summary.createdAt} /> · {formatDuration(summary.timings.totalMs)}
      </span>
    </p>
  );
}
