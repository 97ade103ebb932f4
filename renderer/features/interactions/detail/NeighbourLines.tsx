import { Fragment } from "react";
import { Button } from "../../../components/Button.tsx";
import { Kbd } from "../../../components/Kbd.tsx";
import { go } from "../../../router.ts";
import { placeOf } from "../interactionActions.ts";
import { useBeside } from "./besideStore.ts";

const kinds = [
  { kind: "session", word: "Same session", keys: null },
  { kind: "user", word: "Same user", keys: ["[", "]"] },
  { kind: "prompt", word: "Same question", keys: ["{", "}"] },
] as const;

/** The way to the interactions before and after of the same session, user and question. */
export function NeighbourLines({ id }: { id: string }) {
  const neighbours = useBeside((state) => (state.id === id ? state.neighbours : null));
  if (!neighbours) return null;
  const shown = kinds.filter(({ kind }) => neighbours[kind].previous !== null || neighbours[kind].next !== null);
  if (shown.length === 0) return null;
  return (
    <dl className="facts neighbours">
      {shown.map(({ kind, word, keys }) => {
        const { previous, next } = neighbours[kind];
        return (
          <Fragment key={kind}>
            <dt>{word}</dt>
            <dd>
              <Step to={previous} label={`Previous, ${word.toLowerCase()}`} icon="left" hotkey={keys?.[0]} />
              <Step to={next} label={`Next, ${word.toLowerCase()}`} icon="right" hotkey={keys?.[1]} />
              {keys && (
                <span className="faint lede-keys">
                  <Kbd of={keys[0]} /> <Kbd of={keys[1]} />
                </span>
              )}
            </dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

function Step({ to, label, icon, hotkey }: { to: string | null; label: string; icon: "left" | "right"; hotkey: string | undefined }) {
  return <Button small kind="ghost" icon={icon} aria-label={hotkey ? `${label} (${hotkey})` : label} disabled={to === null} onClick={() => to !== null && go(placeOf(to))} />;
}
