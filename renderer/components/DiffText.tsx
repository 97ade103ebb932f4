import { useMemo } from "react";
import { diffWords } from "../../shared/text/diffWords.ts";

/** One side of two texts, its differences marked: `before` strikes what is not in `after`, `after` underlines what is new, `both` has the two in one text. */
export function DiffText({ before, after, show }: { before: string; after: string; show: "before" | "after" | "both" }) {
  const pieces = useMemo(() => diffWords(before, after), [before, after]);
  return (
    <div className="diff" role="group">
      {pieces.map(({ kind, text }, index) => {
        if (kind === "same") return text;
        if (kind === "removed") return show !== "after" && <del key={index}>{text}</del>;
        return show !== "before" && <ins key={index}>{text}</ins>;
      })}
    </div>
  );
}
