import { useMemo, useState } from "react";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { formatCount, formatNoun } from "../../../format.ts";
import { answerTokens } from "../../../../shared/text/answerTokens.ts";

const step = 1000;

/** The answer's tokens with their ids, and the ids of the prompt. */
export function TokenView({ interaction }: { interaction: Interaction }) {
  const { outputTokens, promptTokens } = interaction;
  const tokens = useMemo(() => (outputTokens ? answerTokens(interaction) : []), [interaction, outputTokens]);
  const [shown, setShown] = useState(step);
  return (
    <>
      <p className="faint small whole-note">
        Answer: {outputTokens === null ? "its tokens were not recorded" : formatNoun(tokens.length, "token")}
        {tokens.length > 0 && ", id on hover"} {tokens.length > 0 && <CopyButton text={() => JSON.stringify(outputTokens)} what="token ids of the answer" />}
      </p>
      <p className="tokens token-grid">
        {tokens.slice(0, shown).map(({ id, text }, index) => (
          <span key={index} className="t" title={`Token ${index}, id ${id}`}>
            {visible(text)}
          </span>
        ))}
      </p>
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

/** Line breaks are seen as such and still break the line; a token without text is a blank box. */
export const visible = (text: string): string => (text === "" ? " " : text.replaceAll("\n", "⏎\n").replaceAll("\t", "⇥"));
