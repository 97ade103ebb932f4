import type { ExportRemark } from "../../../../shared/schemas/export.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { FailureNotice, Notice } from "../../../components/Notice.tsx";
import { showInFolder } from "../../../components/showInFolder.ts";
import { formatBytes, formatCount, formatNoun } from "../../../format.ts";
import { useExport } from "./exportStore.ts";

/** What was written, and what was not and why; or why nothing was. */
export function ExportResult() {
  const done = useExport((state) => state.done);
  const failure = useExport((state) => state.failure);
  const job = useExport((state) => state.job);
  if (failure) {
    return (
      <FailureNotice title="The export was not written" failure={failure}>
        {failure.details?.["isTaken"] === true && (
          <Button small kind="danger" onClick={() => void useExport.getState().start(true)}>
            Replace it
          </Button>
        )}
      </FailureNotice>
    );
  }
  if (job?.state === "cancelled") return <Notice tone="info" title="The export was cancelled" body="What it had written is gone." />;
  if (!done) return null;
  const { path, records, interactions, bytes, files, skipped, changed } = done;
  return (
    <Notice tone="info" title={`${formatNoun(records, "record")} of ${formatNoun(interactions, "interaction")}`} body={`${formatBytes(bytes)}${files > 1 ? ` in ${formatCount(files)} files` : ""} in ${path}`}>
      <Remarks title="Skipped" remarks={skipped} />
      <Remarks title="Changed" remarks={changed} />
      <Button small icon="folder" onClick={() => void showInFolder(path)}>
        Show in its folder
      </Button>
      <CopyButton text={path} what="path">
        Copy path
      </CopyButton>
    </Notice>
  );
}

function Remarks({ title, remarks }: { title: string; remarks: ExportRemark[] }) {
  if (remarks.length === 0) return null;
  return (
    <ul className="export-remarks" aria-label={title}>
      {remarks.map(({ what, count, ids }) => (
        <li key={what} title={ids.join("\n")}>
          <b>
            {title} {formatCount(count)}:
          </b>{" "}
          {what}
        </li>
      ))}
    </ul>
  );
}
