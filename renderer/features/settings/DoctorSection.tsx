import { Button } from "../../components/Button.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { useSettings } from "./settingsStore.ts";

const marks = { ok: "ok", caution: "warn", fault: "failed" } as const;

/** Checks GPU, folders, disk and versions, and says what to fix. */
export function DoctorSection() {
  const doctor = useSettings((state) => state.doctor);
  return (
    <section className="setting-group">
      <h2>
        Doctor
        <span className="spacer" />
        <Button small icon={doctor.state === "running" ? "running" : "replay"} disabled={doctor.state === "running"} onClick={() => void useSettings.getState().examine()}>
          {doctor.state === "running" ? "Checking" : doctor.state === "idle" ? "Check this computer" : "Check again"}
        </Button>
      </h2>
      {doctor.state === "failed" && <FailureNotice title="The check did not run" failure={doctor.failure} />}
      {doctor.state === "done" && (
        <table className="table doctor">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">State</th>
              <th scope="col">Found</th>
            </tr>
          </thead>
          <tbody>
            {doctor.checks.map(({ name, state, found, fix }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>
                  <StatusMark status={marks[state]} word={state} />
                </td>
                <td>
                  {found}
                  {fix && <p className="muted">{fix}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
