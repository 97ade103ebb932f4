import { useEffect } from "react";
import { Link } from "wouter";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { DiffText } from "../../components/DiffText.tsx";
import { FailureNotice, Notice } from "../../components/Notice.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { Bone } from "../../components/Skeleton.tsx";
import { useQueryValue } from "../../router.ts";
import { ConditionTable } from "./ConditionTable.tsx";
import { useReplay } from "./replayStore.ts";
import { TokenLines } from "./TokenLines.tsx";

const ways = [
  { value: "tokens", label: "Tokens" },
  { value: "words", label: "Words" },
] as const;
/** Longer answers are compared around the first token that differs only. */
const longestDiffChars = 60_000;

/** One replay held against the recorded answer. `number` 0: it is an earlier one. */
export function ShownReplay({ original, result, number }: { original: Interaction; result: ReplayResult; number: number }) {
  const { interactionId, grade, firstDivergence, output, error } = result;
  const shown = useReplay((state) => (state.shown?.id === interactionId ? state.shown : null));
  useEffect(() => void useReplay.getState().show(interactionId), [interactionId]);
  const [diff, setDiff] = useQueryValue("diff");
  const canDiff = original.output.length + output.length <= longestDiffChars;
  const way = diff === "words" && canDiff ? "words" : "tokens";
  const name = number > 0 ? `Replay ${number}` : "Replay";
  return (
    <>
      <div className="section-head shown-replay-head">
        <h3>{name}</h3>
        <Link className="link faint" href={`/interactions/${interactionId}`} title="Open this replay's interaction">
          <code>{interactionId}</code>
        </Link>
        <span className="spacer" />
        {grade === "diverged" && canDiff && <Segmented label="Differences in" value={way} options={ways} onChange={(next) => setDiff(next === "tokens" ? null : next)} />}
      </div>
      {shown?.failure && <FailureNotice title="The replay could not be read" failure={shown.failure} />}
      {grade === "identical" && <p className="muted">The same text and end, byte for byte.</p>}
      {grade === "failed" && <Notice title={output === "" ? "There is no answer" : "The answer broke off"} body={error ?? "The replay was cancelled or interrupted."} />}
      {grade === "diverged" && way === "words" && <WordDiff before={original.output} after={output} name={name} />}
      {grade === "diverged" && way === "tokens" && (shown?.interaction && firstDivergence ? <TokenLines original={original} replayed={shown.interaction} divergence={firstDivergence} name={name} /> : <p className="split-bones"><Bone width="86%" /><Bone width="70%" /></p>)}
      {shown?.interaction && grade !== "failed" && <ConditionTable original={original} replayed={shown.interaction} />}
    </>
  );
}

function WordDiff({ before, after, name }: { before: string; after: string; name: string }) {
  return (
    <div className="split-view">
      <div className="tokens-row">
        <span className="label">Recorded</span>
        <DiffText before={before} after={after} show="before" />
      </div>
      <div className="tokens-row">
        <span className="label">{name}</span>
        <DiffText before={before} after={after} show="after" />
      </div>
    </div>
  );
}
