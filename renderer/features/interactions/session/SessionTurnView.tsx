import { memo } from "react";
import { Link } from "wouter";
import type { Message } from "../../../../shared/schemas/chat.ts";
import type { SessionTurn } from "../../../../shared/schemas/session.ts";
import { classes } from "../../../components/classes.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatCount, formatDuration, formatNoun } from "../../../format.ts";
import { placeOf } from "../interactionActions.ts";
import { LogText } from "../LogText.tsx";
import { statusWords } from "../statusWords.ts";
import { ToolCallList } from "../ToolCallList.tsx";

const roles = { system: "System", user: "User", assistant: "Assistant", tool: "Tool" };

type SessionTurnViewProps = { turn: SessionTurn; at: number; isCurrent: boolean; isMarkdown: boolean };

/** One turn of a conversation: what was said since the turn before, and the answer. */
export const SessionTurnView = memo(function SessionTurnView({ turn, at, isCurrent, isMarkdown }: SessionTurnViewProps) {
  const { interaction, messages, output, toolCalls, repeatedMessages } = turn;
  const { mark, word, cause, detail } = statusWords(interaction);
  const { model, usage, timings } = interaction;
  return (
    <article className={classes("session-turn", isCurrent && "is-current")} aria-label={`Turn ${at + 1}`} aria-current={isCurrent ? "true" : undefined}>
      <header className="session-turn-head">
        <span className="tabular strong" title={repeatedMessages > 0 ? `${formatNoun(repeatedMessages, "message")} of its request stood in earlier turns` : "Nothing of its request stood in an earlier turn"}>
          {formatCount(at + 1)}
        </span>
        <Time at={interaction.createdAt} />
        {(interaction.status !== "ok" || mark === "warn") && (
          <span title={detail ?? undefined}>
            <StatusMark status={mark} word={cause ? `${word}: ${cause}` : word} still />
          </span>
        )}
        {model && <Who name={model} className="clip" />}
        <span className="tabular faint" title="Tokens of the prompt and of the answer">{formatCount(usage.promptTokens)} → {formatCount(usage.completionTokens)}</span>
        <span className="tabular faint">{formatDuration(timings.totalMs)}</span>
        <span className="spacer" />
        <CopyButton text={() => [...messages.map(({ content }) => content), output].join("\n\n")} what={`turn ${at + 1}`} />
        <Link className="link session-open" href={placeOf(interaction.id)}>
          <code>{interaction.id}</code>
        </Link>
      </header>
      {messages.map((message, index) => (
        <Said key={index} message={message} isMarkdown={isMarkdown} />
      ))}
      {(output !== "" || !toolCalls?.length) && (
        <div className="turn">
          <span className="role">Assistant</span>
          {output === "" ? <p className="text faint">{detail ?? (interaction.status === "running" ? "Nothing has been answered yet." : "No answer.")}</p> : <LogText text={output} isMarkdown={isMarkdown} isGrowing={interaction.status === "running"} />}
        </div>
      )}
      {toolCalls && toolCalls.length > 0 && <ToolCallList calls={toolCalls} />}
    </article>
  );
});

function Said({ message: { role, content, name, toolCalls }, isMarkdown }: { message: Message; isMarkdown: boolean }) {
  return (
    <>
      {(content !== "" || !toolCalls?.length) && (
        <div className={classes("turn", role === "system" && "is-system", role === "tool" && "is-tool")}>
          <span className="role">{roles[role]}{name ? ` ${name}` : ""}</span>
          {content === "" ? <p className="text faint">(empty)</p> : <LogText text={content} isMarkdown={isMarkdown && role === "assistant"} />}
        </div>
      )}
      {toolCalls && toolCalls.length > 0 && <ToolCallList calls={toolCalls} />}
    </>
  );
}
