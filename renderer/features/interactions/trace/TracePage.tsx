import { useEffect } from "react";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Page } from "../../../components/Page.tsx";
import { Bone } from "../../../components/Skeleton.tsx";
import { formatCount } from "../../../format.ts";
import { go } from "../../../router.ts";
import { listAddress } from "../list/listQuery.ts";
import { TraceBody } from "./TraceBody.tsx";
import { useTrace } from "./traceStore.ts";

/** One trace: its spans as a tree, over time. */
export function TracePage({ traceId }: { traceId: string }) {
  useEffect(() => useTrace.getState().follow(), []);
  useEffect(() => useTrace.getState().open(traceId), [traceId]);
  const asked = useTrace((state) => state.traceId);
  const view = useTrace((state) => state.view);
  const failure = useTrace((state) => state.failure);
  const isMine = asked === traceId;
  return (
    <Page
      name="trace"
      title={traceId}
      trail={{ title: "Interactions", to: "/interactions" }}
      mono
      tools={<CopyButton text={traceId} what="id of the trace" />}
      actions={
        <>
          <Button icon="interactions" onClick={() => go(listAddress("traceId", traceId))}>
            Show in the list
          </Button>
          <Button icon="replay" aria-label="Read the trace again" onClick={() => void useTrace.getState().refresh()} />
        </>
      }
    >
      {isMine && failure && !view && (
        <div className="page-trouble">
          <FailureNotice title="The trace could not be read" failure={failure}>
            <Button onClick={() => void useTrace.getState().refresh()}>Try again</Button>
          </FailureNotice>
        </div>
      )}
      {isMine && view && view.tree.spans.length === 0 && (
        <EmptyState icon="trace" title="Nothing of this trace has come" body="Send spans to the gateway's /v1/traces, or import a file; they show here as they arrive, whatever their order.">
          <Button onClick={() => go("/interactions")}>All interactions</Button>
        </EmptyState>
      )}
      {isMine && view && view.tree.spans.length > 0 && <TraceBody view={view} traceId={traceId} />}
      {(!isMine || (!view && !failure)) && <Reading />}
    </Page>
  );
}

function Reading() {
  const received = useTrace((state) => state.received);
  return (
    <div className="lede" aria-busy="true">
      {received > 0 ? <span className="faint tabular">{formatCount(received)} spans read</span> : <Bone width="320px" />}
    </div>
  );
}
