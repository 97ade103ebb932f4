import { Link } from "wouter";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { Notice } from "../../../components/Notice.tsx";
import { LogText } from "../LogText.tsx";
import { ToolCallList } from "../ToolCallList.tsx";
import { Reasoning } from "./Reasoning.tsx";

const titles: Record<string, string> = { failed: "The answer broke off", cancelled: "The answer was cancelled", interrupted: "The answer was interrupted", blocked: "The request was blocked", ok: "The context is full" };

/** The answer as far as it came, and why it stopped where it did. */
export function AnswerTurn({ interaction: { status, output, error, finishReason, conditions, toolCalls, reasoning }, isMarkdown }: { interaction: Interaction; isMarkdown: boolean }) {
  const isRunning = status === "running";
  const title = output === "" && status !== "ok" ? (status === "failed" ? "There is no answer" : titles[status]!) : titles[status]!;
  const isSilent = output === "" && status === "ok" && Boolean(toolCalls?.length) && !error && finishReason !== "length";
  return (
    <>
      {reasoning && <Reasoning text={reasoning} />}
      {!isSilent && (
        <div className="turn" aria-busy={isRunning}>
          <span className="role">Assistant</span>
          <div>
            {output !== "" && <LogText text={output} isMarkdown={isMarkdown} isGrowing={isRunning} />}
            {output === "" && isRunning && <p className="text faint">Nothing has been answered yet.</p>}
            {output === "" && status === "ok" && !toolCalls?.length && <p className="text faint">The model ended its answer without a word.</p>}
            {error && <Notice tone={status === "failed" || status === "blocked" ? "error" : status === "cancelled" ? "info" : "warn"} title={title} body={error.message} fix={error.fix} />}
            {!error && finishReason === "length" && <p className="faint small">{conditions.sampling ? `Cut off at ${conditions.sampling.maxTokens} tokens: max tokens was reached.` : "Cut off: its largest number of tokens was reached."}</p>}
            {error?.code === "model-load-failed" && (
              <Link href="/models" className="link-inline small">
                Go to Models
              </Link>
            )}
          </div>
        </div>
      )}
      {toolCalls && toolCalls.length > 0 && <ToolCallList calls={toolCalls} />}
    </>
  );
}
