import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { Kbd } from "../../../components/Kbd.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { Time, ZoneName } from "../../../components/Time.tsx";
import { formatCount, formatDuration, formatSpeed } from "../../../format.ts";
import { clockWords } from "../clockWords.ts";
import { statusWords } from "../statusWords.ts";
import { redactionWords } from "./redactionWords.ts";
import { useNow } from "../useNow.ts";

/** One line on how an interaction went. */
export function Lede({ interaction }: { interaction: InteractionSummary }) {
  const { createdAt, status, model, usage, timings, clockMark, redactions } = interaction;
  const { mark, word, cause, detail } = statusWords(interaction);
  const isRunning = status === "running";
  const now = useNow(isRunning);
  return (
    <div className="lede">
      <span title={detail ?? undefined}>
        <StatusMark status={mark} word={cause ? `${word}: ${cause}` : word} badge />
      </span>
      <span className="clip">
        <Time at={createdAt} />{" "}
        <span className="faint">
          <ZoneName />
        </span>
      </span>
      {model && <Who name={model} />}
      <span className="tabular" title="Tokens of the prompt and of the answer">
        {formatCount(usage.promptTokens)} → {formatCount(usage.completionTokens)} tokens
      </span>
      <span className="tabular" title="From the request to the end">{formatDuration(isRunning ? Math.max(0, now - createdAt) : timings.totalMs)}</span>
      {timings.tokensPerSecond !== null && <span className="tabular">{formatSpeed(timings.tokensPerSecond)}</span>}
      {clockMark && (
        <span title={`${clockWords[clockMark]} It is left out of figures over time.`}>
          <StatusMark status="warn" word="clock" />
        </span>
      )}
      {redactions && Object.keys(redactions).length > 0 && (
        <span className="tag" title={`Taken out before it was stored: ${redactionWords(redactions)}`}>
          {formatCount(Object.values(redactions).reduce((sum, count) => sum + count, 0))} redacted
        </span>
      )}
      <span className="spacer" />
      <span className="faint lede-keys">
        <Kbd of="j" /> <Kbd of="k" /> next, previous
      </span>
    </div>
  );
}
