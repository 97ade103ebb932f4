import { memo, type CSSProperties } from "react";
import { classes } from "../../../components/classes.ts";
import { Icon } from "../../../components/Icon.tsx";
import { useSeriesClass } from "../../../components/Swatch.tsx";
import { formatCount } from "../../../format.ts";
import type { PathPart } from "./criticalPath.ts";
import { kinds } from "./kinds.ts";
import { clockReason, placeReason, spanDuration } from "./spanWords.ts";
import { mark, type SpanTree } from "./spanTree.ts";
import type { TimeWindow } from "./timeWindow.ts";

type SpanRowProps = {
  tree: SpanTree;
  index: number;
  topPx: number;
  window: TimeWindow;
  isSelected: boolean;
  isCollapsed: boolean;
  /** Null: nothing is looked for. */
  isMatch: boolean | null;
  /** Its stretches of the critical path; null: the path is not shown. */
  path: readonly PathPart[] | null;
  onSelect(index: number): void;
  onToggle(index: number): void;
  onOpen(index: number): void;
};

const indentPx = 14;
/** Deeper spans are not moved further to the right: their names would leave the page. */
const deepestIndent = 16;

/** One span: its place in the tree, how long it took, and its bar. */
export const SpanRow = memo(function SpanRow({ tree, index, topPx, window, isSelected, isCollapsed, isMatch, path, onSelect, onToggle, onOpen }: SpanRowProps) {
  const span = tree.spans[index]!;
  const bits = tree.marks[index]!;
  const depth = tree.depth[index]!;
  const isHolder = tree.size[index]! > 1;
  const clock = clockReason(tree, index);
  const place = placeReason(tree, index);
  return (
    <div
      id={`span-${index}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={isHolder ? !isCollapsed : undefined}
      data-span={span.spanId}
      className={classes("span-row", isSelected && "is-selected", isMatch === false && "is-other", span.status === "error" && "is-error")}
      style={{ transform: `translateY(${topPx}px)`, "--indent": `${Math.min(depth, deepestIndent) * indentPx}px` } as CSSProperties}
      onMouseDown={() => onSelect(index)}
      onDoubleClick={() => onOpen(index)}
    >
      <div className="span-name">
        {isHolder ? (
          <button
            type="button"
            className="span-fold"
            tabIndex={-1}
            aria-label={isCollapsed ? `Show the ${tree.size[index]! - 1} spans below` : "Hide the spans below"}
            onClick={() => onToggle(index)}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            <Icon name={isCollapsed ? "right" : "down"} small />
          </button>
        ) : (
          <span className="span-fold" />
        )}
        <Icon name={kinds[span.kind].icon} small />
        <span className="clip" title={span.name}>{span.name}</span>
        {isCollapsed && <span className="tag tabular">{formatCount(tree.size[index]! - 1)}</span>}
        {place && <Note icon="warn" word={bits & mark.orphan ? "parent not received" : "cycle"} why={place} />}
        {clock && <Note icon="clock" word="clock" why={clock} />}
        {span.status === "error" && <Note icon="error" word="error" why={span.error ?? "It failed; its sender does not say why."} isError />}
        {isCollapsed && span.status !== "error" && (bits & mark.errorBelow) !== 0 && <Note icon="error" word="error below" why="A span below it failed." isError />}
        {span.promptTokens !== null && (
          <span className="span-tokens tabular" title="Tokens of the prompt and of the answer">
            {formatCount(span.promptTokens)} → {formatCount(span.completionTokens)}
          </span>
        )}
      </div>
      <span className={classes("num", span.durationMs === null && "faint")}>{span.status === "running" ? "running" : spanDuration(span.durationMs)}</span>
      <SpanBar tree={tree} index={index} window={window} path={path} isHolder={isHolder && !isCollapsed} />
    </div>
  );
});

function Note({ icon, word, why, isError }: { icon: "warn" | "clock" | "error"; word: string; why: string; isError?: boolean }) {
  return (
    <span className={classes("span-note", isError && "is-error")} title={why}>
      <Icon name={icon} small />
      {word}
    </span>
  );
}

function SpanBar({ tree, index, window, path, isHolder }: { tree: SpanTree; index: number; window: TimeWindow; path: readonly PathPart[] | null; isHolder: boolean }) {
  const { model, status } = tree.spans[index]!;
  const series = useSeriesClass(model ?? "");
  const { fromMs, toMs } = window;
  const spanMs = Math.max(toMs - fromMs, 1e-9);
  const start = tree.startMs[index]!;
  const end = status === "running" ? Math.max(toMs, start) : tree.endMs[index]!;
  const share = (ms: number) => (Math.min(Math.max(ms, fromMs), toMs) - fromMs) / spanMs;
  const place = (from: number, to: number) => ({ left: `${share(from) * 100}%`, width: `${(share(to) - share(from)) * 100}%` });
  // What lies outside, because of the window or of an odd clock, is an arrow at the edge.
  const outside = end < fromMs ? "left" : start > toMs ? "right" : null;
  return (
    <div className={classes("span-bar", model !== null && series)}>
      {outside ? (
        <i className={classes("span-outside", `is-${outside}`)} title={outside === "left" ? "It lies before this time" : "It lies after this time"} />
      ) : (
        <i className={classes("span-time", isHolder && "is-holder", status === "error" && "is-error", status === "running" && "is-running")} style={place(start, end)} />
      )}
      {path?.map((part) => (part.toMs >= fromMs && part.fromMs <= toMs ? <i key={part.fromMs} className="span-path" style={place(part.fromMs, part.toMs)} /> : null))}
    </div>
  );
}
