import { useRef } from "react";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { Page } from "../../components/Page.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { Bone } from "../../components/Skeleton.tsx";
import { SplitPane } from "../../components/SplitPane.tsx";
import { usePageKeys } from "../../pageKeys.ts";
import { go } from "../../router.ts";
import { useModels } from "../models/modelsStore.ts";
import { chooseTargets } from "./chooseTargets.ts";
import { Composer } from "./Composer.tsx";
import { isTurnRunning } from "./conversation.ts";
import { PromptTray } from "./PromptTray.tsx";
import { usePromptPreview } from "./promptPreviewStore.ts";
import { addressOf, usePlayground } from "./playgroundStore.ts";
import { RequestSettings } from "./RequestSettings.tsx";
import { Targets } from "./Targets.tsx";
import { Thread } from "./Thread.tsx";
import { useSetupAddress } from "./useSetupAddress.ts";

const layouts = [
  { value: "one", label: "One" },
  { value: "two", label: "Side by side" },
] as const;

const address = {
  open: (query: URLSearchParams) => void usePlayground.getState().open(query),
  // What could not be opened stays in the address, so that a reload tries it again.
  write: () => (usePlayground.getState().opening.state === "idle" ? addressOf(usePlayground.getState()) : null),
  subscribe: (listener: () => void) =>
    usePlayground.subscribe((state, before) => {
      if (state.setup !== before.setup || state.session !== before.session || state.from !== before.from || state.opening !== before.opening) listener();
    }),
};

/** A conversation with one model, or with two side by side. */
export function PlaygroundPage() {
  useSetupAddress("/playground", address);
  const models = useModels((state) => state.models);
  const chosen = usePlayground((state) => state.setup.targets);
  const opening = usePlayground((state) => state.opening);
  const isBusy = usePlayground((state) => isTurnRunning(state.turns.at(-1)));
  const isEditing = usePlayground((state) => state.isEditing);
  const { change, startAgain, send, stop, leaveEditing } = usePlayground.getState();
  const isPromptShown = usePromptPreview((state) => state.isOpen);
  const field = useRef<HTMLTextAreaElement>(null);
  const targets = chooseTargets(chosen, models ?? []);
  const columns = targets.length;
  const layOut = (layout: "one" | "two") => change({ targets: layout === "one" ? targets.slice(0, 1) : [targets[0] ?? null, chosen[1] ?? null] });
  const begin = () => {
    startAgain();
    field.current?.focus();
  };
  usePageKeys([
    { key: "n", label: "New conversation", icon: "plus", run: begin },
    { key: "s", label: columns === 1 ? "Two models side by side" : "One model only", icon: "compare", run: () => layOut(columns === 1 ? "two" : "one") },
    { key: "/", label: "Go to the message", icon: "edit", run: () => field.current?.focus() },
    { key: "r", label: isPromptShown ? "Hide the rendered prompt" : "Show the rendered prompt", icon: "file", run: usePromptPreview.getState().toggle },
    { key: "mod+Enter", label: "Send the message", run: send, whileTyping: true },
    ...(isBusy ? [{ key: "Escape", label: "Stop the answer", icon: "stop" as const, run: stop, whileTyping: true }] : []),
    ...(isEditing ? [{ key: "Escape", label: "Keep the last message", icon: "close" as const, run: leaveEditing, whileTyping: true }] : []),
  ]);

  return (
    <Page
      name="playground"
      title="Playground"
      tools={<Segmented label="Layout" value={columns === 1 ? "one" : "two"} options={layouts} onChange={layOut} />}
      actions={
        <Button icon="plus" hotkey="n" onClick={begin}>
          New conversation
        </Button>
      }
    >
      <SplitPane name="playground" initial={272} min={240} max={480} className={columns === 1 ? "playground-split" : "playground-split is-pair"}>
        <section className="pane chat" aria-label="Conversation">
          <Targets shown={targets} />
          {opening.state === "failed" ? (
            <div className="thread">
              <div className="thread-trouble">
                <FailureNotice title="The conversation could not be opened" failure={opening.failure}>
                  <Button small onClick={begin}>
                    New conversation
                  </Button>
                </FailureNotice>
              </div>
            </div>
          ) : opening.state === "opening" ? (
            <OpeningSkeleton />
          ) : (
            <Thread columns={columns}>{models !== null && <Beginning names={targets} hasModels={models.length > 0} />}</Thread>
          )}
          {isPromptShown && <PromptTray />}
          <Composer columns={columns} field={field} />
        </section>
        <RequestSettings />
      </SplitPane>
    </Page>
  );
}

function Beginning({ names, hasModels }: { names: readonly (string | null)[]; hasModels: boolean }) {
  if (!hasModels)
    return (
      <EmptyState icon="models" title="No model yet" body="The Playground asks the models of your library. Import a GGUF file first.">
        <Button kind="primary" onClick={() => go("/models")}>
          Go to Models
        </Button>
      </EmptyState>
    );
  if (names.includes(null)) return <EmptyState icon="warn" title="No model can answer" body="The files of the library's models are missing or have changed. Models says which." />;
  return <EmptyState icon="playground" title={`Ask ${names.join(" and ")}`} body="Write a message below. Every answer is recorded with its exact prompt, parameters, seed and timings, and can be replayed." />;
}

function OpeningSkeleton() {
  return (
    <div className="thread" aria-busy="true">
      {["62%", "48%", "70%"].map((width) => (
        <div key={width} className="exchange">
          <div className="turn">
            <span className="role">User</span>
            <Bone width={width} />
          </div>
          <div className="reply">
            <Bone width="84%" />
            <Bone width="56%" />
          </div>
        </div>
      ))}
    </div>
  );
}
