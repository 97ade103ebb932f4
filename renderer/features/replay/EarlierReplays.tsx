import { useState } from "react";
import { Link } from "wouter";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { Button } from "../../components/Button.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatCount, formatNoun, unknown } from "../../format.ts";
import { ListTime } from "../interactions/list/ListTime.tsx";
import { quoteToken } from "./replaySentence.ts";

const step = 10;
const marks = { identical: "ok", "same-tokens": "ok", diverged: "warn", failed: "failed" } as const;

/** Replays that were made before. */
export function EarlierReplays({ results, shown, onShow }: { results: readonly ReplayResult[]; shown: string | null; onShow(id: string): void }) {
  const [count, setCount] = useState(step);
  const identical = results.filter(({ grade }) => grade === "identical").length;
  return (
    <div className="earlier-replays">
      <div className="section-head">
        <h3>Earlier replays</h3>
        <span className="faint small tabular">
          {formatNoun(results.length, "replay")}, {formatCount(identical)} identical
        </span>
      </div>
      <table className="table earlier-table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Model</th>
            <th scope="col">Grade</th>
            <th scope="col">First difference</th>
            <th scope="col">Changed</th>
            <th scope="col">Interaction</th>
          </tr>
        </thead>
        <tbody>
          {results.slice(0, count).map(({ interactionId, createdAt, model, grade, firstDivergence, differences }) => (
            <tr key={interactionId} aria-selected={interactionId === shown} onClick={() => onShow(interactionId)}>
              <td>
                <ListTime at={createdAt} />
              </td>
              <td className="clip">{model ? <Who name={model} /> : unknown}</td>
              <td>
                <button type="button" className="plain-button" onClick={() => onShow(interactionId)}>
                  <StatusMark status={marks[grade]} word={grade.replace("-", " ")} />
                </button>
              </td>
              <td className="tabular">{firstDivergence ? `token ${formatCount(firstDivergence.token)}: ${quoteToken(firstDivergence.original)} → ${quoteToken(firstDivergence.replayed)}` : <span className="faint">{unknown}</span>}</td>
              <td className="clip">{differences.length > 0 ? differences.join(", ") : <span className="faint">nothing</span>}</td>
              <td>
                <Link className="link" href={`/interactions/${interactionId}`} title={interactionId} onClick={(event) => event.stopPropagation()}>
                  <code>{interactionId.slice(0, 14)}</code>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {results.length > count && (
        <Button small kind="ghost" onClick={() => setCount(count + step * 5)}>
          Show {formatCount(Math.min(step * 5, results.length - count))} more of {formatCount(results.length)}
        </Button>
      )}
    </div>
  );
}
