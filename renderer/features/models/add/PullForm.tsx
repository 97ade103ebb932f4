import { useState } from "react";
import { PullRequest } from "../../../../shared/schemas/pull.ts";
import { Button } from "../../../components/Button.tsx";
import { Field } from "../../../components/Field.tsx";
import { JobRow } from "../../jobs/JobRow.tsx";
import { useJobs } from "../../jobs/jobsStore.ts";
import { usePull } from "./pullStore.ts";

/** A pull from an address of one's own: `hf:` or `https:`, with the hash that the file must have where one knows it. */
export function PullForm() {
  const [uri, setUri] = useState("");
  const [sha256, setSha256] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const jobId = usePull((state) => (asked === null ? undefined : state.jobs[asked]));
  const job = useJobs((state) => state.jobs.find(({ id }) => id === jobId));
  const read = PullRequest.safeParse({ uri: uri.trim(), ...(sha256.trim() ? { sha256 } : {}) });
  const hashProblem = sha256.trim() && !PullRequest.shape.sha256.safeParse(sha256).success ? "A SHA-256 has 64 hexadecimal digits." : null;
  const submit = async () => {
    if (!read.success) return;
    setAsked(read.data.uri);
    if (await usePull.getState().pull(read.data)) setUri("");
  };
  return (
    <form
      className="pull-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label="Address" mono autoFocus spellCheck={false} value={uri} placeholder="hf:OWNER/REPO/FILE.gguf or https://…" hint="A free-space check comes first; a broken connection goes on where it ended." onChange={setUri} />
      <Field label="SHA-256" mono spellCheck={false} value={sha256} placeholder="as the publisher names it; may stay empty" problem={hashProblem} onChange={setSha256} />
      <div className="btn-row">
        <Button type="submit" kind="primary" icon="download" disabled={!read.success}>
          Pull
        </Button>
      </div>
      {job && <JobRow job={job} />}
    </form>
  );
}
