import type { ReactNode } from "react";
import type { InteractionSummary } from "../../../../../shared/schemas/interaction.ts";
import { Measure } from "../../../../components/Measure.tsx";
import { StatusMark } from "../../../../components/StatusMark.tsx";
import { Who } from "../../../../components/Swatch.tsx";
import { formatCount, formatDuration, speedDigits, unknown } from "../../../../format.ts";
import { ListTime } from "../ListTime.tsx";
import { statusWords } from "../../statusWords.ts";
import { ExtraCell } from "./ExtraCell.tsx";
import { BarCell, TotalCell } from "./TotalCells.tsx";

/** A column of the list: `widthPx` null takes what is left. `text` is what a copied table holds. */
export type Column = {
  id: string;
  label: string;
  /** Where the label is too long for a head. */
  head?: string;
  title?: string;
  widthPx: number | null;
  isNumber?: boolean;
  /** Its rows have to be read one by one. */
  extra?: "feedback" | "metadata";
  cell(interaction: InteractionSummary, scaleMs: number): ReactNode;
  hover?(interaction: InteractionSummary): string | undefined;
  text(interaction: InteractionSummary): string | number | null;
};

/** Of longer texts only the beginning is laid out: what is clipped costs as much as what is seen, and that at each scroll. */
const shownChars = 110;
const beginning = (text: string) => (text.length > shownChars ? `${text.slice(0, shownChars)}…` : text);
const faint = (text: string) => <span className="faint">{text}</span>;
const words = (value: string | null) => value ?? faint(unknown);
const mono = (value: string | null) => (value === null ? faint(unknown) : <code>{value}</code>);
const count = (id: string, label: string, head: string, widthPx: number, of: (row: InteractionSummary) => number | null): Column => ({ id, label, head, title: label, widthPx, isNumber: true, cell: (row) => formatCount(of(row)), text: of });
const duration = (id: string, label: string, widthPx: number, of: (row: InteractionSummary) => number | null): Column => ({ id, label, widthPx, isNumber: true, cell: (row) => <Measure text={formatDuration(of(row))} />, text: of });

/** Every column but those of metadata, in the order of the menu. */
export const columns: readonly Column[] = [
  { id: "createdAt", label: "Time", widthPx: 108, cell: ({ createdAt }) => <ListTime at={createdAt} />, text: ({ createdAt }) => new Date(createdAt).toISOString() },
  {
    id: "status", label: "Status", widthPx: 130,
    cell(row) {
      const { mark, word, cause } = statusWords(row);
      return <><StatusMark status={mark} word={word} /> {cause && <span className="faint why">{cause}</span>}</>;
    },
    hover: (row) => statusWords(row).detail ?? undefined,
    text: ({ status }) => status,
  },
  {
    id: "input", label: "Input", widthPx: null,
    cell: ({ origin, input }) => <>{(origin === "replay" || origin === "compare") && <span className="tag origin-tag">{origin}</span>}{beginning(input) || faint("(empty)")}</>,
    hover: ({ input }) => input,
    text: ({ input }) => input,
  },
  { id: "output", label: "Answer", widthPx: 260, cell: ({ output }) => beginning(output) || faint(unknown), hover: ({ output }) => output, text: ({ output }) => output },
  { id: "model", label: "Model", widthPx: 160, cell: ({ model }) => (model ? <Who name={model} /> : faint(unknown)), text: ({ model }) => model },
  { id: "deployment", label: "Deployment", widthPx: 150, cell: ({ deployment }) => (deployment ? <Who name={deployment} /> : faint(unknown)), text: ({ deployment }) => deployment },
  count("promptTokens", "Tokens of the prompt", "In", 50, ({ usage }) => usage.promptTokens),
  count("completionTokens", "Tokens of the answer", "Out", 50, ({ usage }) => usage.completionTokens),
  count("cachedTokens", "Tokens from the cache", "Cached", 64, ({ usage }) => usage.cachedTokens),
  duration("firstTokenMs", "First token", 84, ({ timings }) => timings.firstTokenMs),
  { id: "totalMs", label: "Total", widthPx: 76, isNumber: true, cell: (row) => <TotalCell interaction={row} />, text: ({ timings }) => timings.totalMs },
  { id: "bar", label: "Total as a bar", widthPx: 98, cell: (row, scaleMs) => <BarCell interaction={row} scaleMs={scaleMs} />, text: () => null },
  { id: "tokensPerSecond", label: "Speed", head: "tok/s", title: "Tokens of the answer a second", widthPx: 60, isNumber: true, cell: ({ timings }) => (timings.tokensPerSecond === null ? faint(unknown) : speedDigits(timings.tokensPerSecond)), text: ({ timings }) => timings.tokensPerSecond },
  duration("queueMs", "Queue", 72, ({ timings }) => timings.queueMs),
  duration("loadMs", "Load", 72, ({ timings }) => timings.loadMs),
  duration("promptMs", "Prompt time", 88, ({ timings }) => timings.promptMs),
  duration("generationMs", "Answer time", 88, ({ timings }) => timings.generationMs),
  { id: "tags", label: "Tags", widthPx: 150, cell: ({ tags }) => <span className="cell-tags">{tags.map((tag) => <span key={tag} className="tag">{tag}</span>)}</span>, hover: ({ tags }) => tags.join(", "), text: ({ tags }) => tags.join(", ") },
  { id: "user", label: "User", widthPx: 120, cell: ({ user }) => words(user), text: ({ user }) => user },
  { id: "session", label: "Session", widthPx: 130, cell: ({ session }) => mono(session), text: ({ session }) => session },
  { id: "feedback", label: "Feedback", widthPx: 120, extra: "feedback", cell: ({ id }) => <ExtraCell id={id} of="feedback" />, text: () => null },
  { id: "finishReason", label: "Finish reason", widthPx: 104, cell: ({ finishReason }) => words(finishReason), text: ({ finishReason }) => finishReason },
  { id: "origin", label: "Origin", widthPx: 96, cell: ({ origin }) => origin, text: ({ origin }) => origin },
  { id: "source", label: "Source", widthPx: 110, cell: ({ source }) => words(source), text: ({ source }) => source },
  { id: "error", label: "Error", widthPx: 200, cell: ({ error }) => words(error ? beginning(error.message) : null), hover: ({ error }) => error?.message, text: ({ error }) => error?.message ?? null },
  { id: "traceId", label: "Trace", widthPx: 150, cell: ({ traceId }) => mono(traceId), text: ({ traceId }) => traceId },
  { id: "id", label: "Id", widthPx: 190, cell: ({ id }) => mono(id), text: ({ id }) => id },
];
export const standardColumns: readonly string[] = ["createdAt", "status", "input", "model", "promptTokens", "completionTokens", "firstTokenMs", "totalMs", "bar", "tokensPerSecond"];

const byId = new Map(columns.map((each) => [each.id, each]));

/** The column of an id; `metadata.KEY` has one for every key. Undefined: there is none. */
export function columnOf(id: string): Column | undefined {
  if (!id.startsWith("metadata.") || id.length <= 9) return byId.get(id);
  const key = id.slice(9);
  return { id, label: key, title: `metadata.${key}`, widthPx: 130, extra: "metadata", cell: (row) => <ExtraCell id={row.id} of={id} />, text: () => null };
}
