import { useState } from "react";
import { Button } from "../../components/Button.tsx";
import { formatCount } from "../../format.ts";

const pieceChars = 4000;

/** A text as it is, line breaks kept. One longer than `most` characters shows a quarter of that until asked; then it is laid out piece by piece as it is scrolled to. */
export function LongText({ text, most = 4000 }: { text: string; most?: number }) {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= most) return <div className="text as-is">{text}</div>;
  return (
    <div className="text as-is">
      {isWhole ? pieces(text).map((piece, index) => <div key={index} className="text-piece">{piece}</div>) : `${text.slice(0, most / 4).toWellFormed()}…`}
      <Button small kind="ghost" className="more" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? "Show the beginning only" : `Show all ${formatCount(text.length)} characters`}
      </Button>
    </div>
  );
}

/** Cut after a line break where there is one, else after a blank, else anywhere. */
function pieces(text: string): string[] {
  const cut: string[] = [];
  for (let from = 0; from < text.length; ) {
    const window = text.slice(from, from + pieceChars);
    const at = from + pieceChars >= text.length ? window.length : Math.max(window.lastIndexOf("\n"), 0) || Math.max(window.lastIndexOf(" "), 0) || window.length;
    cut.push(window.slice(0, at + 1));
    from += cut.at(-1)!.length;
  }
  return cut;
}
