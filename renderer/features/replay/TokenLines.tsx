import { useMemo } from "react";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { classes } from "../../components/classes.ts";
import { formatCount } from "../../format.ts";
import { visible } from "../interactions/detail/TokenView.tsx";
import { splitView, type TokenLine } from "./splitView.ts";

/** Both answers around the first token that differs, that token marked in each. */
export function TokenLines({ original, replayed, divergence, name }: { original: Interaction; replayed: Interaction; divergence: NonNullable<ReplayResult["firstDivergence"]>; name: string }) {
  const { recorded, replay } = useMemo(() => splitView(original, replayed, divergence), [original, replayed, divergence]);
  return (
    <div className="split-view">
      <Line label="Recorded" line={recorded} />
      <Line label={name} line={replay} />
      <p className="tokens-foot faint label">{divergence.token === 0 ? "They differ from the first token on." : `${formatCount(divergence.token)} ${divergence.token === 1 ? "token is" : "tokens are"} the same before it. Ids on hover.`}</p>
    </div>
  );
}

function Line({ label, line: { tokens, isCutBefore, isCutAfter } }: { label: string; line: TokenLine }) {
  const isEnded = !tokens.some(({ kind }) => kind === "split");
  return (
    <div className="tokens-row">
      <span className="label">{label}</span>
      <p className="tokens">
        {isCutBefore && <span className="faint">…</span>}
        {tokens.map(({ index, id, text, kind }) => (
          <span key={index} className={classes("t", kind === "split" && "h4 is-split", kind === "after" && "is-after")} title={`Token ${index}${id === null ? "" : `, id ${id}`}`}>
            {visible(text)}
          </span>
        ))}
        {isEnded && <span className="t h4 is-split is-end">end</span>}
        {isCutAfter && <span className="faint">…</span>}
      </p>
    </div>
  );
}
