import type { CatalogEntry } from "../../../../shared/schemas/pull.ts";
import { Button } from "../../../components/Button.tsx";
import { Measure } from "../../../components/Measure.tsx";
import { formatBytes, formatCount, formatHash } from "../../../format.ts";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { useJobs } from "../../jobs/jobsStore.ts";
import { useModels } from "../modelsStore.ts";
import { PullProgress } from "./PullProgress.tsx";
import { usePull } from "./pullStore.ts";

/** A model of the catalogue: what it is and weighs, and the button that fetches it. */
export function CatalogRow({ entry }: { entry: CatalogEntry }) {
  const isThere = useModels((state) => state.models?.some(({ sha256 }) => sha256 === entry.sha256) ?? false);
  const jobId = usePull((state) => state.jobs[entry.uri]);
  const isOver = useJobs((state) => state.jobs.some((job) => job.id === jobId && job.state !== "running"));
  return (
    <tr>
      <td className="fill catalog-cell">
        <b>{entry.name}</b>
        <p className="muted">
          {entry.description} Context {formatCount(entry.contextLength)}.
        </p>
        <p className="mono faint clip" title={entry.uri}>{entry.uri}</p>
      </td>
      <td className="num">
        <Measure text={formatBytes(entry.sizeBytes)} />
      </td>
      <td className="mono" title={entry.sha256}>{formatHash(entry.sha256)}</td>
      <td>{entry.license}</td>
      <td>
        {isThere ? (
          <StatusMark status="ok" word="in the library" />
        ) : (
          <>
            {jobId && <PullProgress jobId={jobId} />}
            {(!jobId || isOver) && (
              <Button small icon="download" aria-label={`Pull ${entry.name}`} onClick={() => void usePull.getState().pull({ uri: entry.uri, sha256: entry.sha256, name: entry.name })}>
                Pull
              </Button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
