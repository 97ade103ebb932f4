import { Button } from "../../../components/Button.tsx";
import { FailureNotice, Notice } from "../../../components/Notice.tsx";
import { formatCount, formatNoun } from "../../../format.ts";
import { go } from "../../../router.ts";
import { useImport } from "./importStore.ts";
import { RejectList } from "./RejectList.tsx";

/** What has come in and what has not, while it runs and when it is over; or why nothing can. */
export function ImportResult() {
  const imported = useImport((state) => state.imported);
  const failure = useImport((state) => state.failure);
  if (failure) return <FailureNotice title="The file can't be imported" failure={failure} />;
  if (!imported) return null;
  const { state, rejected, rejects, error } = imported;
  if (state === "failed" && error) return <FailureNotice title={`The import stopped after ${formatNoun(imported.records, "record")}`} failure={error} />;
  const titles: Record<typeof state, string> = { running: "Importing", done: `${formatNoun(imported.imported, "interaction")} imported`, cancelled: "The import was cancelled", interrupted: "The import was cut short", failed: "The import failed" };
  return (
    <>
      <Notice tone="info" title={titles[state]} body={countsOf(imported)} fix={state === "cancelled" ? "What came in by then is kept, and is not imported twice." : undefined}>
        {state !== "running" && (
          <Button
            small
            icon="interactions"
            onClick={() => {
              useImport.getState().close();
              go(`/interactions?filter=${encodeURIComponent("origin = import")}`);
            }}
          >
            Show imported interactions
          </Button>
        )}
      </Notice>
      {rejects.length > 0 && <RejectList title={rejected > rejects.length ? `${formatCount(rejected)} rejected, the first ${rejects.length} of them` : `${formatCount(rejected)} rejected`} rejects={rejects} />}
    </>
  );
}

function countsOf({ state, imported, duplicates, spans, feedback, rejected, resumedAtBytes }: NonNullable<ReturnType<typeof useImport.getState>["imported"]>): string {
  const counts = [
    state === "done" ? "" : `${formatCount(imported)} imported`,
    duplicates > 0 ? `${formatCount(duplicates)} ${duplicates === 1 ? "was" : "were"} there already` : "",
    spans > 0 ? formatNoun(spans, "other span") : "",
    feedback > 0 ? formatNoun(feedback, "piece of feedback", "pieces of feedback") : "",
    `${formatCount(rejected)} rejected`,
  ].filter(Boolean);
  return `${counts.join(", ")}.${resumedAtBytes === null ? "" : " It went on where an earlier import of this file was cut short."}`;
}
