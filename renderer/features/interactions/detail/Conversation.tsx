import { useState } from "react";
import type { Message } from "../../../../shared/schemas/chat.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { Button } from "../../../components/Button.tsx";
import { classes } from "../../../components/classes.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { Segmented } from "../../../components/Segmented.tsx";
import { formatCount } from "../../../format.ts";
import { useQueryValue } from "../../../router.ts";
import { LongText } from "../../playground/LongText.tsx";
import { AnswerTurn } from "./AnswerTurn.tsx";
import { LogText } from "../LogText.tsx";
import { RawView } from "./RawView.tsx";
import { TokenView } from "./TokenView.tsx";
import { ToolCallList } from "../ToolCallList.tsx";

const views = [
  { value: "messages", label: "Messages" },
  { value: "prompt", label: "Rendered prompt" },
  { value: "body", label: "JSON" },
  { value: "tokens", label: "Tokens" },
] as const;
type View = (typeof views)[number]["value"];
const roles = { system: "System", user: "User", assistant: "Assistant", tool: "Tool" };
/** Of a longer conversation only the end is shown at first. */
const shownMessages = 20;

/** What was said, in four ways: as messages, as the model got it, as it is stored, as tokens. */
export function Conversation({ interaction }: { interaction: Interaction }) {
  const [view, setView] = useQueryValue("view");
  const [format, setFormat] = useQueryValue("format");
  const shown: View = views.find(({ value }) => value === view)?.value ?? "messages";
  const isMarkdown = format !== "plain";
  return (
    <>
      <div className="pane-head">
        <h2>Conversation</h2>
        {shown === "messages" && (
          <Button small kind="ghost" aria-pressed={!isMarkdown} onClick={() => setFormat(isMarkdown ? "plain" : null)} title="Show the texts exactly as they are, or their Markdown">
            {isMarkdown ? "Show as plain text" : "Show as Markdown"}
          </Button>
        )}
        <span className="spacer" />
        <Segmented label="View" value={shown} options={views} onChange={(next) => setView(next === "messages" ? null : next)} />
      </div>
      <div className="conversation">
        {shown === "messages" && <Messages interaction={interaction} isMarkdown={isMarkdown} />}
        {shown === "prompt" && <RenderedPrompt interaction={interaction} />}
        {shown === "body" && <RawView interaction={interaction} />}
        {shown === "tokens" && <TokenView interaction={interaction} />}
      </div>
    </>
  );
}

function Messages({ interaction, isMarkdown }: { interaction: Interaction; isMarkdown: boolean }) {
  const { messages } = interaction.request;
  const [isWhole, setWhole] = useState(false);
  const hidden = isWhole ? 0 : Math.max(0, messages.length - shownMessages);
  return (
    <>
      {hidden > 0 && (
        <Button small kind="ghost" className="earlier-messages" onClick={() => setWhole(true)}>
          Show {formatCount(hidden)} earlier messages
        </Button>
      )}
      {messages.slice(hidden).map((message, index) => (
        <MessageTurn key={hidden + index} message={message} isMarkdown={isMarkdown} />
      ))}
      <AnswerTurn interaction={interaction} isMarkdown={isMarkdown} />
    </>
  );
}

function MessageTurn({ message: { role, content, name, toolCalls }, isMarkdown }: { message: Message; isMarkdown: boolean }) {
  return (
    <>
      {(content !== "" || !toolCalls?.length) && (
        <div className={classes("turn exchange", role === "system" && "is-system", role === "tool" && "is-tool")}>
          <span className="role">
            {roles[role]}
            {name ? ` ${name}` : ""}
          </span>
          {content === "" ? <p className="text faint">(empty)</p> : <LogText text={content} isMarkdown={isMarkdown && role === "assistant"} />}
        </div>
      )}
      {toolCalls && toolCalls.length > 0 && <ToolCallList calls={toolCalls} />}
    </>
  );
}

function RenderedPrompt({ interaction: { prompt, usage } }: { interaction: Interaction }) {
  if (prompt === null) return <p className="faint small whole-note">No prompt was rendered: the request ended before its chat template was used.</p>;
  return (
    <>
      <p className="faint small whole-note">
        What the model was given, rendered by its chat template{usage.promptTokens !== null && `: ${formatCount(usage.promptTokens)} tokens`}. <CopyButton text={prompt} what="rendered prompt" />
      </p>
      <div className="raw">
        <LongText text={prompt} />
      </div>
    </>
  );
}
