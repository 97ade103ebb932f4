import { useEffect, useRef } from "react";
import { Button } from "../../../components/Button.tsx";
import { copyText, CopyButton } from "../../../components/CopyButton.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { KeyBar } from "../../../components/Kbd.tsx";
import { RightClickMenu } from "../../../components/Menu.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Page } from "../../../components/Page.tsx";
import { Bone } from "../../../components/Skeleton.tsx";
import { SplitPane } from "../../../components/SplitPane.tsx";
import { go, useQueryValue } from "../../../router.ts";
import { placeOf } from "../interactionActions.ts";
import { listAddress } from "../list/listQuery.ts";
import { tracePlace } from "../places.ts";
import { SessionFacts } from "./SessionFacts.tsx";
import { SessionTurns } from "./SessionTurns.tsx";
import { useSession } from "./sessionStore.ts";
import { useSessionKeys } from "./useSessionKeys.ts";

/** One session as a conversation: every message once, with the interactions that said it. */
export function SessionPage({ session }: { session: string }) {
  const [turnText, setTurn] = useQueryValue("turn");
  const [format, setFormat] = useQueryValue("format");
  const current = /^[1-9]\d*$/.test(turnText ?? "") ? Number(turnText) - 1 : null;
  const first = useRef(current ?? 0);
  useEffect(() => useSession.getState().follow(), []);
  useEffect(() => useSession.getState().open(session, first.current), [session]);
  const { session: asked, total, totals, failure, turns } = useSession();
  const isMine = asked === session;
  const isMarkdown = format !== "plain";
  const scroller = useRef<HTMLDivElement>(null);
  const jump = (turn: number) => setTurn(String(Math.min(Math.max(turn, 1), Math.max(total ?? 1, 1))));
  const chosen = current === null ? undefined : turns.get(current)?.interaction;
  useSessionKeys({ current, total: isMine ? (total ?? 0) : 0, interaction: chosen, jump });
  return (
    <Page
      name="session"
      title={session}
      trail={{ title: "Interactions", to: "/interactions" }}
      mono
      tools={<CopyButton text={session} what="id of the session" />}
      actions={
        <>
          <Button aria-pressed={!isMarkdown} onClick={() => setFormat(isMarkdown ? "plain" : null)} title="Show the texts exactly as they are, or their Markdown">
            {isMarkdown ? "Show as plain text" : "Show as Markdown"}
          </Button>
          <Button icon="interactions" onClick={() => go(listAddress("session", session))}>
            Show in the list
          </Button>
        </>
      }
    >
      {isMine && failure && total === null && (
        <div className="page-trouble">
          <FailureNotice title="The session could not be read" failure={failure} />
        </div>
      )}
      {isMine && total === 0 && (
        <EmptyState icon="playground" title="No interaction has this session" body="A session's name comes with a request, as x-tapedeck-session or in its metadata; imported files name theirs.">
          <Button onClick={() => go("/interactions")}>All interactions</Button>
        </EmptyState>
      )}
      {isMine && total !== null && total > 0 && (
        <SplitPane name="session" initial={280} min={220} max={520} className="session-split">
          <section className="pane session-pane" aria-label="Conversation">
            <RightClickMenu
              actions={
                chosen
                  ? [
                      { label: "Open the interaction", icon: "right", hotkey: "Enter", run: () => go(placeOf(chosen.id)) },
                      { label: "Open the trace", icon: "trace", hotkey: "t", isDisabled: chosen.traceId === null, run: () => chosen.traceId !== null && go(tracePlace(chosen.traceId, chosen.spanId)) },
                      { label: "Copy the interaction's id", icon: "copy", hotkey: "y", run: () => void copyText(chosen.id, "id") },
                    ]
                  : []
              }
            >
              <div className="session-body">
                <SessionTurns total={total} current={current} isMarkdown={isMarkdown} scroller={scroller} />
              </div>
            </RightClickMenu>
            <KeyBar keys={[{ keys: ["j", "k"], label: "next, previous turn" }, { keys: ["Enter"], label: "open" }, { keys: ["g"], label: "go to a turn" }, { keys: ["?"], label: "all keys" }]} />
          </section>
          {totals ? <SessionFacts session={session} totals={totals} onJump={jump} /> : <aside className="pane facts-pane" aria-busy="true" />}
        </SplitPane>
      )}
      {(!isMine || (total === null && !failure)) && (
        <div className="lede" aria-busy="true">
          <Bone width="320px" />
        </div>
      )}
    </Page>
  );
}
