import { memo } from "react";
import { Markdown } from "../../components/Markdown.tsx";
import { LongText } from "../playground/LongText.tsx";

/** Longer texts are shown as they are: parsing megabytes of Markdown would hold up the page. */
const longestMarkdown = 40_000;

/** A recorded text: its Markdown, inert, or exactly as it is. */
export const LogText = memo(function LogText({ text, isMarkdown, isGrowing }: { text: string; isMarkdown: boolean; isGrowing?: boolean }) {
  if (isMarkdown && text.length <= longestMarkdown)
    return (
      <div className="text">
        <Markdown text={text} isGrowing={isGrowing ?? false} />
      </div>
    );
  return <LongText text={text} />;
});
