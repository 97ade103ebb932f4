import { Link } from "wouter";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatCount } from "../../format.ts";
import { useReplay, type ReplayRun } from "./replayStore.ts";

/** Replays of another interaction are still running; those of this one would get in their way. */
export function OtherRun({ run: { ask, items } }: { run: ReplayRun }) {
  const done = items.filter(({ result }) => result).length;
  return (
    <Notice
      tone="info"
      title="Another interaction is being replayed"
      body={
        <>
          <Link className="link-inline" href={`/interactions/${ask.interactionId}`}>
            {ask.interactionId}
          </Link>
          , {formatCount(done)} of {formatCount(ask.times ?? 1)} done. Replays run one after the other: side by side they can change each other.
        </>
      }
    >
      <Button small onClick={useReplay.getState().cancel}>
        Cancel it
      </Button>
    </Notice>
  );
}
