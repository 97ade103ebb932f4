import { memo, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { markdownBlocks, type MarkdownBlock } from "../../shared/text/markdownBlocks.ts";
import { classes } from "./classes.ts";
import { CopyButton } from "./CopyButton.tsx";
import { InertImage, InertLink } from "./InertLink.tsx";

/**
 * A model's Markdown, inert: HTML is shown as text, pictures are not fetched, links are text until they are clicked. While
 * the text grows, only its last block is drawn anew.
 */
export function Markdown({ text, isGrowing }: { text: string; isGrowing?: boolean }) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  return (
    <div className={classes("markdown", isGrowing && "is-growing")}>
      {blocks.map((block, index) => (
        // Blocks never move: a text grows at its end.
        <Block key={index} {...block} isLast={!blocks[index + 1]?.isContinued} />
      ))}
    </div>
  );
}

const Block = memo(function Block({ kind, text, language, isContinued, isLast }: MarkdownBlock & { isLast: boolean }) {
  const className = classes("block", `is-${kind}`, isContinued && "is-continued", !isLast && "goes-on");
  if (kind === "plain") return <div className={className}>{text}</div>;
  if (kind === "code")
    return (
      <div className={className}>
        {!isContinued && (
          <div className="code-head">
            <span>{language || "text"}</span>
            <CopyButton text={text} what="code" />
          </div>
        )}
        <pre tabIndex={0} aria-label={language ? `Code, ${language}` : "Code"}>
          <code>{text}</code>
        </pre>
      </div>
    );
  return (
    <div className={className} {...(kind === "table" ? { tabIndex: 0, role: "group", "aria-label": "Table" } : {})}>
      <ReactMarkdown remarkPlugins={plugins} components={inert} urlTransform={asItIs}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

const plugins = [remarkGfm];
// Addresses are only shown; nothing of the page uses them before a click, and then only http and https.
const asItIs = (url: string) => url;
const inert: Components = {
  a: ({ href, children }) => <InertLink url={href ?? ""}>{children}</InertLink>,
  img: ({ src, alt }) => <InertImage url={typeof src === "string" ? src : ""} alt={alt ?? ""} />,
  input: ({ checked }) => <span className="task-mark">{checked ? "☑" : "☐"}</span>,
  // The page has the headings of the page; those of an answer are its text.
  h1: ({ children }) => <p className="heading is-1">{children}</p>,
  h2: ({ children }) => <p className="heading is-2">{children}</p>,
  h3: ({ children }) => <p className="heading">{children}</p>,
  h4: ({ children }) => <p className="heading">{children}</p>,
  h5: ({ children }) => <p className="heading">{children}</p>,
  h6: ({ children }) => <p className="heading">{children}</p>,
};
