import { useState, type FormEvent } from "react";
import type { Backup } from "../../../../shared/schemas/backup.ts";
import { Button } from "../../../components/Button.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { pickFolder } from "../../../components/pickPaths.ts";
import { Time } from "../../../components/Time.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { useJobs } from "../../jobs/jobsStore.ts";
import { SettingRow } from "../SettingRow.tsx";
import { JobLine } from "./JobLine.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { useStorage } from "./storageStore.ts";

const kinds = ["backup", "restore"];

/** Copies of all databases, made while Tapedeck runs. */
export function BackupSection() {
  const backups = useStorage((state) => state.backups);
  const failure = useStorage((state) => state.failure);
  const job = useJobs(({ jobs }) => jobs.find(({ kind, state }) => kinds.includes(kind) && state === "running"));
  const last = useJobs(({ jobs }) => jobs.find(({ kind }) => kinds.includes(kind)));
  const [path, setPath] = useState("");
  const [restored, setRestored] = useState<Backup | null>(null);
  const backUp = async (event: FormEvent) => {
    event.preventDefault();
    if (await useStorage.getState().backUp(path.trim())) setPath("");
  };
  const choose = async () => {
    const folder = await pickFolder("Folder to put the backup in");
    if (folder) setPath(`${folder.replace(/\/$/, "")}/tapedeck-${new Date().toISOString().slice(0, 10)}`);
  };
  return (
    <section className="setting-group" aria-label="Backups">
      <h2>Backups</h2>
      <SettingRow name="Back up into a new folder" note="Settings and the whole log, while Tapedeck goes on. Models stay out: they can be fetched again.">
        <form className="btn-row" onSubmit={(event) => void backUp(event)}>
          <input className="field is-mono watch-field" aria-label="New folder for the backup" placeholder="/backups/tapedeck-2026-11-25" spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />
          <Button icon="folder" aria-label="Choose a folder" onClick={() => void choose()} />
          <Button type="submit" icon="download" disabled={!path.trim() || job !== undefined}>
            Back up
          </Button>
        </form>
      </SettingRow>
      {failure && <FailureNotice title="That did not work" failure={failure} />}
      {job && <JobLine job={job} />}
      {!job && last?.state === "failed" && last.error && (
        <p className="care-failed" role="alert">
          {last.title}: {last.error.message} {last.error.fix}
        </p>
      )}
      {backups.length > 0 && (
        <table className="table care-table" aria-label="Backups">
          <thead>
            <tr>
              <th scope="col">Made</th>
              <th scope="col">Folder</th>
              <th scope="col" className="num">Size</th>
              <th scope="col">Verified</th>
              <th scope="col"><span className="visually-hidden">What to do with it</span></th>
            </tr>
          </thead>
          <tbody>
            {backups.map((backup) => (
              <tr key={backup.path}>
                <td><Time at={backup.createdAt} /></td>
                <td className="fill" title={`${backup.path}, ${formatNoun(backup.files, "file")}`}><code>{backup.path}</code></td>
                <td className="num tabular">{formatBytes(backup.sizeBytes)}</td>
                <td>{!backup.isThere ? "not there any more" : backup.verifiedAt === null ? "not yet" : <Time at={backup.verifiedAt} />}</td>
                <td>
                  <span className="btn-row">
                    <Button small disabled={!backup.isThere || job !== undefined} aria-label={`Verify ${backup.path}`} onClick={() => void useStorage.getState().verify(backup.path)}>Verify</Button>
                    <Button small disabled={!backup.isThere || job !== undefined} aria-label={`Restore ${backup.path}`} onClick={() => setRestored(backup)}>Restore…</Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {restored && <RestoreDialog backup={restored} onClose={() => setRestored(null)} />}
    </section>
  );
}
