import { Link } from "wouter";
import { Button } from "../../components/Button.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { formatCount, formatDuration, formatNoun, formatPercent, formatSpeed } from "../../format.ts";
import type { AnswerFacts, Phase, Reply } from "./conversation.ts";

/** The line under an answer: how it stands or ended, its figures, its interaction. It has its height from the start. */
export function ReplyFoot({ reply, onRetry }: { reply: Reply; onRetry?: (() => void) | undefined }) {
  const { phase, interactionId } = reply;
  return (
    <div className="reply-facts">
      <PhaseMark phase={phase} />
      {(phase.state === "answering" || phase.state === "ended") && <Facts facts={phase.facts} />}
      {interactionId && phase.state === "ended" && (
        <Link href={`/interactions/${interactionId}`} className="link" title={interactionId}>
          <code>{interactionId.slice(0, 14)}</code>
        </Link>
      )}
      {onRetry && phase.state === "ended" && <Button small kind="ghost" icon="replay" aria-label="Ask again" onClick={onRetry} />}
    </div>
  );
}

function PhaseMark({ phase }: { phase: Phase }) {
  switch (phase.state) {
    case "asking":
      return <StatusMark status="running" word="asking" />;
    case "queued":
      return <StatusMark status="waiting" word={phase.ahead === 0 ? "next in the queue" : `queued, ${formatCount(phase.ahead)} ahead`} />;
    case "loading":
      return <StatusMark status="running" word={`loading the model, ${formatPercent(phase.progress)}`} />;
    case "reading":
      return <StatusMark status="running" word={`reading the prompt, ${formatCount(phase.processed)} of ${formatNoun(phase.promptTokens, "token")}`} />;
    case "answering":
      return <StatusMark status="running" word="answering" still />;
    case "ended":
      if (phase.finishReason === "context") return <StatusMark status="warn" word="context full" />;
      if (phase.finishReason === "length") return <StatusMark status="ok" word="max tokens" />;
      return <StatusMark status={phase.status} word={phase.finishReason ?? phase.status} />;
  }
}

function Facts({ facts: { firstTokenMs, tokensPerSecond, completionTokens } }: { facts: AnswerFacts }) {
  return (
    <>
      {firstTokenMs !== null && <span title="From the question to the first token">{formatDuration(firstTokenMs)}</span>}
      {tokensPerSecond !== null && <span title="Speed of the answer">{formatSpeed(tokensPerSecond)}</span>}
      {completionTokens !== null && <span title="Tokens of the answer">{formatNoun(completionTokens, "token")}</span>}
    </>
  );
}
