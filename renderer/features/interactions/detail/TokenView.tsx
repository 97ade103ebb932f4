import { useMemo, useState } from "react";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { formatCount, formatNoun } from "../../../format.ts";
import { answerTokens } from "../../../../shared/text/answerTokens.ts";
import type { TokenLogprob } from "../../../../shared/schemas/logprobs.ts";
import { classes } from "../../../components/classes.ts";
import { heatClass, probabilityWords } from "./tokenHeat.ts";
import { TokenChances } from "./TokenChances.tsx";

const step = 1000;

/** The answer's tokens with their ids and, where that was recorded, how likely each was; and the ids of the prompt. */
export function TokenView({ interaction }: { interaction: Interaction }) {
  const { outputTokens, promptTokens, logprobs } = interaction;
  const [chosen, setChosen] = useState<number | null>(null);
  const tokens = useMemo(() => (outputTokens ? answerTokens(interaction) : []), [interaction, outputTokens]);
  const [shown, setShown] = useState(step);
  return (
    <>
      <p className="faint small whole-note">
        Answer: {outputTokens === null ? "its tokens were not recorded" : formatNoun(tokens.length, "token")}
        {tokens.length > 0 && ", id on hover"} {tokens.length > 0 && <CopyButton text={() => JSON.stringify(outputTokens)} what="token ids of the answer" />}
      </p>
      <div
        className="tokens token-grid"
        {...(logprobs ? { tabIndex: 0, role: "group", "aria-label": "Tokens of the answer; arrow keys go from one to the next" } : {})}
        onKeyDown={(event) => {
          const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          if (by === 0 || !logprobs) return;
          event.preventDefault();
          setChosen(Math.min(Math.max((chosen ?? -1) + by, 0), Math.min(shown, tokens.length) - 1));
        }}
      >
        {tokens.slice(0, shown).map(({ id, text }, index) => (
          <Token key={index} index={index} id={id} text={text} logprob={logprobs?.[index]} isChosen={index === chosen} onChoose={logprobs ? setChosen : null} />
        ))}
      </div>
      {logprobs && tokens.length > 0 && (
        <p className="heat-key">
          Surprise of each token {["", "h1", "h2", "h3", "h4"].map((heat) => <i key={heat} className={heat} />)} 0 to 2 nats and more
        </p>
      )}
      {logprobs && chosen !== null && logprobs[chosen] && <TokenChances index={chosen} logprob={logprobs[chosen]} />}
      {tokens.length > shown && (
        <Button small kind="ghost" onClick={() => setShown(shown + step)}>
          Show {formatCount(Math.min(step, tokens.length - shown))} more of {formatCount(tokens.length)}
        </Button>
      )}
      <p className="faint small whole-note">
        Prompt: {promptTokens === null ? "its tokens were not recorded" : formatNoun(promptTokens.length, "token")} {promptTokens && <CopyButton text={() => JSON.stringify(promptTokens)} what="token ids of the prompt" />}
      </p>
      {promptTokens && promptTokens.length > 0 && (
        <p className="tokens token-ids">
          {promptTokens.slice(0, step).join(" ")}
          {promptTokens.length > step && " …"}
        </p>
      )}
    </>
  );
}

type TokenProps = { index: number; id: number | null; text: string; logprob: TokenLogprob | undefined; isChosen: boolean; onChoose: ((index: number) => void) | null };

function Token({ index, id, text, logprob, isChosen, onChoose }: TokenProps) {
  const chance = logprob && probabilityWords(logprob.logprob);
  return (
    <span className={classes("t", heatClass(logprob?.logprob), isChosen && "is-split", onChoose && "is-open")} title={`Token ${index}${id === null ? "" : `, id ${id}`}${chance ? `, ${chance} likely` : ""}`} onClick={() => onChoose?.(index)}>
      {visible(text)}
    </span>
  );
}

/** Line breaks are seen as such and still break the line; a token without text is a blank box. */
export const visible = (text: string): string => (text === "" ? " " : text.replaceAll("\n", "⏎\n").replaceAll("\t", "⇥"));
