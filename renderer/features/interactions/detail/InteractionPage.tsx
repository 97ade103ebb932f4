import { useEffect } from "react";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { Menu, RightClickMenu, type MenuAction } from "../../../components/Menu.tsx";
import { Page } from "../../../components/Page.tsx";
import { SplitPane } from "../../../components/SplitPane.tsx";
import { Bone } from "../../../components/Skeleton.tsx";
import { go, useQueryValue } from "../../../router.ts";
import { OverrideDialog } from "../../replay/OverrideDialog.tsx";
import { ReplayPanel } from "../../replay/ReplayPanel.tsx";
import { useBeside } from "./besideStore.ts";
import { Conversation } from "./Conversation.tsx";
import { FactsPane } from "./FactsPane.tsx";
import { FeedbackSection } from "./FeedbackSection.tsx";
import { placeOf, playgroundPlace } from "../interactionActions.ts";
import { listPlace, useInteractions } from "../list/interactionsStore.ts";
import { useInteraction } from "./interactionStore.ts";
import { Lede } from "./Lede.tsx";
import { MissingInteraction } from "./MissingInteraction.tsx";
import { pageActions } from "./pageActions.ts";
import { indexOfRow, rowAt } from "../list/rowWindow.ts";
import { useInteractionKeys } from "./useInteractionKeys.ts";
import { useReplaying } from "./useReplaying.ts";

const knownRow = (id: string) => {
  const { rows } = useInteractions.getState();
  return rows ? rowAt(rows, indexOfRow(rows, id)) : undefined;
};

/** One interaction with everything recorded, and its replays. `id` may be the start of an id. */
export function InteractionPage({ id }: { id: string }) {
  useEffect(() => useInteraction.getState().follow(), []);
  useEffect(() => useInteraction.getState().open(id, knownRow(id)), [id]);
  const { asked, interaction, summary, failure } = useInteraction();
  const isMine = asked === id;
  const whole = isMine ? interaction : null;
  const wholeId = whole?.id;
  useEffect(() => {
    if (wholeId !== undefined) useBeside.getState().open(wholeId);
  }, [wholeId]);
  // The address gets the whole id when only its start was given.
  useEffect(() => {
    if (whole && whole.id !== id) go(placeOf(whole.id), { replace: true });
  }, [whole, id]);
  const replaying = useReplaying(whole);
  const [, setView] = useQueryValue("view");
  useInteractionKeys({ id, interaction: whole, replaying, setView });
  const list = listPlace(useInteractions.getState());
  const lede = whole ?? (isMine ? summary : null);
  const actions: MenuAction[] = (whole ? pageActions(whole) : []).map(({ key, ...action }) => ({ ...action, hotkey: key }));
  return (
    <Page
      name="interaction"
      title={whole?.id ?? id}
      trail={{ title: "Interactions", to: list === "" ? "/interactions" : `/interactions?${list}` }}
      mono
      tools={<CopyButton text={whole?.id ?? id} what="id" />}
      actions={
        <>
          <Button kind="primary" icon="replay" hotkey="r" disabled={!replaying.canStart} onClick={replaying.asRecorded}>
            Replay
          </Button>
          <Button icon="playground" hotkey="p" disabled={!whole} onClick={() => go(playgroundPlace(whole!.id))}>
            Playground
          </Button>
          <Menu actions={actions.slice(1)}>
            <Button icon="more" disabled={!whole} aria-label="More: compare, trace, copy as JSON, curl, Python, TypeScript" />
          </Menu>
        </>
      }
    >
      {isMine && failure && !whole ? (
        <MissingInteraction id={id} failure={failure} />
      ) : (
        <>
          {lede ? <Lede interaction={lede} /> : <div className="lede" aria-busy="true"><Bone width="320px" /></div>}
          <SplitPane name="interaction" initial={372} min={280} max={720} className="interaction-split">
            <section className="pane conversation-pane" aria-label="Conversation and replay" tabIndex={0}>
              {whole ? (
                <>
                  <RightClickMenu actions={actions}>
                    <div>
                      <Conversation interaction={whole} />
                      <FeedbackSection id={whole.id} />
                    </div>
                  </RightClickMenu>
                  <ReplayPanel original={whole} shown={replaying.shown} onShow={replaying.show} onOverride={replaying.askOverrides} />
                </>
              ) : (
                <Waiting />
              )}
            </section>
            {whole ? <FactsPane interaction={whole} /> : <aside className="pane facts-pane" aria-busy="true" />}
          </SplitPane>
          {whole && replaying.isOverriding && <OverrideDialog original={whole} overrides={replaying.overrides} onReplay={replaying.withOverrides} onClose={replaying.leaveOverrides} />}
        </>
      )}
    </Page>
  );
}

function Waiting() {
  return (
    <div className="conversation conversation-bones" aria-busy="true">
      {["62%", "88%", "74%"].map((width) => (
        <div key={width} className="turn">
          <span className="role">
            <Bone width="40px" />
          </span>
          <Bone width={width} />
        </div>
      ))}
    </div>
  );
}
