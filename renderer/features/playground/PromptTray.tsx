import { useEffect } from "react";
import { Button } from "../../components/Button.tsx";
import { CopyButton } from "../../components/CopyButton.tsx";
import { FailureNotice, Notice } from "../../components/Notice.tsx";
import { Bone } from "../../components/Skeleton.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatCount } from "../../format.ts";
import { useModels } from "../models/modelsStore.ts";
import { questionsOf, usePlayground } from "./playgroundStore.ts";
import { usePromptPreview } from "./promptPreviewStore.ts";

const quietMs = 400;

/** The rendered prompt over the composer: what the model would be given, token by token. It follows what is written. */
export function PromptTray() {
  const previews = usePromptPreview((state) => state.previews);
  const { setup, draft, pasted, turns, given } = usePlayground();
  const models = useModels((state) => state.models);
  const { toggle, ask } = usePromptPreview.getState();
  useEffect(() => {
    const timer = setTimeout(() => void ask(questionsOf({ setup, draft, pasted, turns, given }, models ?? [])), quietMs);
    return () => clearTimeout(timer);
  }, [ask, setup, draft, pasted, turns, given, models]);
  return (
    <section className="prompt-tray" aria-label="Rendered prompt">
      <div className="pane-head is-ruled">
        <h2>Rendered prompt</h2>
        <span className="spacer" />
        <Button small kind="ghost" icon="close" aria-label="Close the rendered prompt" onClick={toggle} />
      </div>
      <div className="prompt-columns">
        {previews === null && <Bone width="70%" />}
        {previews?.length === 0 && <p className="small muted">Write a message, and its prompt stands here as the model would be given it.</p>}
        {previews?.map((each, column) => (
          <div key={column} className="prompt-column">
            <div className="section-head">
              <Who name={each.target} />
              {"preview" in each && (
                <>
                  <span className="faint tabular">
                    {formatCount(each.preview.tokens.length)} of {formatCount(each.preview.contextTokens)} tokens
                  </span>
                  <span className="spacer" />
                  <CopyButton text={each.preview.prompt} what="rendered prompt" />
                </>
              )}
            </div>
            {"failure" in each ? (
              <FailureNotice title="The prompt could not be rendered" failure={each.failure} />
            ) : (
              <>
                {each.preview.findings.map((finding) => (
                  <Notice key={finding} tone="warn" line title={finding} />
                ))}
                <div className="tokens prompt-tokens" tabIndex={0} role="group" aria-label="Tokens of the prompt">
                  {each.preview.tokens.slice(0, mostTokens).map(({ id, text }, index) => (
                    <span key={index} className="t" title={`token ${id}`}>
                      {text}
                    </span>
                  ))}
                  {each.preview.tokens.length > mostTokens && <span className="faint"> and {formatCount(each.preview.tokens.length - mostTokens)} more; Copy takes the whole prompt</span>}
                </div>
              </>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

/** More elements than these would make typing stutter. */
const mostTokens = 3000;
