import { memo } from "react";
import { Link } from "wouter";
import { Button } from "../../components/Button.tsx";
import { Markdown } from "../../components/Markdown.tsx";
import { FailureNotice, Notice } from "../../components/Notice.tsx";
import { formatCount } from "../../format.ts";
import { isRunning, type Reply } from "./conversation.ts";
import { ReplyFoot } from "./ReplyFoot.tsx";
import { usePlayground } from "./playgroundStore.ts";

/** One answer with what came of it. `isLast`: it can be asked for again. `isDrawn` false: it is far off the screen, its Markdown can wait. */
export const ReplyView = memo(function ReplyView({ reply, column, isLast, isDrawn }: { reply: Reply | null; column: number; isLast: boolean; isDrawn: boolean }) {
  if (!reply) return <article className="reply is-absent faint">{isLast ? "Not asked." : ""}</article>;
  const retry = isLast ? () => usePlayground.getState().retry(column) : undefined;
  const { phase, text } = reply;
  const isFull = phase.state === "ended" && phase.finishReason === "context";
  return (
    <article className="reply" aria-label={`Answer of ${reply.target}`} aria-busy={isRunning(reply)}>
      {isDrawn || isRunning(reply) ? <Markdown text={text} isGrowing={phase.state === "answering"} /> : <div className="as-is">{text}</div>}
      {text === "" && phase.state === "ended" && phase.status === "ok" && <p className="faint">The model ended its answer without a word.</p>}
      {phase.state === "ended" && phase.failure && (
        <FailureNotice title={text === "" ? "There is no answer" : "The answer broke off"} failure={phase.failure}>
          {retry && (
            <Button small icon="replay" onClick={retry}>
              Ask again
            </Button>
          )}
        </FailureNotice>
      )}
      {isFull && (
        <Notice
          tone="warn"
          title="The context is full"
          body={`The answer stops here: prompt and answer fill all ${formatCount((phase.facts.promptTokens ?? 0) + (phase.facts.completionTokens ?? 0))} tokens that one slot of the model holds.`}
          fix={
            <>
              Start a new conversation, or give the model a larger context in <Link href="/models" className="link-inline">Models</Link>.
            </>
          }
        />
      )}
      <ReplyFoot reply={reply} onRetry={retry} />
    </article>
  );
});
