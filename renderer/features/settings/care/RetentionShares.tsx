import { useState } from "react";
import type { RetentionShare } from "../../../../shared/schemas/retention.ts";
import { Button } from "../../../components/Button.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatBytes, formatCount, formatNoun } from "../../../format.ts";
import { useJobs } from "../../jobs/jobsStore.ts";
import { JobLine } from "./JobLine.tsx";
import { RetentionDialog } from "./RetentionDialog.tsx";
import { useRetention } from "./retentionStore.ts";

/** What the rules on the screen would take now, rule by rule. Nothing is taken for it. */
export function RetentionShares({ isChanged }: { isChanged: boolean }) {
  const preview = useRetention((state) => state.preview);
  const hasRules = useRetention(({ draft }) => draft.rules.length > 0 || draft.maxLogBytes !== null);
  const job = useJobs(({ jobs }) => jobs.find(({ kind, state }) => kind === "retention" && state === "running"));
  const [isAsking, setAsking] = useState(false);
  if (!hasRules) return null;
  return (
    <div className="care-preview" aria-live="polite" role="group" aria-label="What would go now">
      {!preview && <p className="muted">Counting…</p>}
      {preview && (
        <>
          <p>
            <b>{preview.interactions === 0 ? "Nothing would go now" : `${formatNoun(preview.interactions, "interaction")} would go now`}</b>
            <span className="muted">
              {" "}
              of {formatCount(preview.logInteractions)}, about {formatBytes(preview.bytes)} of {formatBytes(preview.logBytes)}.
              {preview.wholeMonths.length > 0 && ` Whole months: ${preview.wholeMonths.join(", ")}.`}
            </span>
          </p>
          <ul>
            {preview.shares.map((share) => (
              <Share key={share.name} share={share} />
            ))}
          </ul>
        </>
      )}
      {job ? (
        <JobLine job={job} />
      ) : (
        <Button kind="danger" icon="trash" disabled={isChanged || !preview || preview.interactions === 0} title={isChanged ? "Save the rules first" : undefined} onClick={() => setAsking(true)}>
          Apply now…
        </Button>
      )}
      {isAsking && preview && <RetentionDialog preview={preview} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Share({ share }: { share: RetentionShare }) {
  const { name, interactions, bytes, oldest, newest, examples } = share;
  return (
    <li>
      <span className="care-share">
        <b>{name}</b>
        <span className="tabular">
          {formatCount(interactions)}, {formatBytes(bytes)}
        </span>
        {oldest !== null && newest !== null && (
          <span className="muted">
            <Time at={oldest} /> to <Time at={newest} />
          </span>
        )}
      </span>
      {examples.map((example) => (
        <a key={example.id} className="care-example clip" href={`#/interactions/${example.id}`}>
          {example.input.trim() || example.id}
        </a>
      ))}
    </li>
  );
}
