import { formatCount } from "../../../format.ts";
import { useRedaction } from "./redactionStore.ts";

/** A text to try the rules on; nothing of it is stored. */
export function RedactionTry() {
  const text = useRedaction((state) => state.text);
  const tried = useRedaction((state) => state.tried);
  const counts = Object.entries(tried?.counts ?? {});
  return (
    <div className="care-try">
      <label>
        <span>Try it on a text</span>
        <textarea className="field is-mono" rows={3} spellCheck={false} maxLength={100_000} value={text} onChange={(event) => useRedaction.getState().setText(event.target.value)} />
      </label>
      <div aria-live="polite">
        <p>{tried === null ? "Looking…" : counts.length === 0 ? "Nothing is taken out of it." : `Taken out: ${counts.map(([kind, count]) => `${formatCount(count)} ${kind}`).join(", ")}.`}</p>
        {counts.length > 0 && (
          <pre className="care-tried">
            {pieces(tried!.text).map((piece, index) => (piece.isMark ? <mark key={index}>{piece.text}</mark> : piece.text))}
          </pre>
        )}
      </div>
    </div>
  );
}

/** The text cut at its marks. */
function pieces(text: string): { text: string; isMark: boolean }[] {
  return text.split(/(\[[a-z][a-z0-9-]* \d+\])/).map((piece, index) => ({ text: piece, isMark: index % 2 === 1 }));
}
