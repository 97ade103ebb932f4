/**
 * One piece of a Markdown text that can be drawn alone. `code` is the inside of a fence; a `table` carries its head;
 * `plain` is what would take a parser too long or too deep. `isContinued`: the block before it was cut here only for its length.
 */
export type MarkdownBlock = { kind: "text" | "code" | "table" | "plain"; text: string; language?: string; isContinued: boolean };

const longestTextChars = 2000;
/** Also where there is no good place to cut. */
const longestBlockChars = 8000;
const longestLineChars = 8000;
const mostColumns = 200;
const longestCodeLines = 80;
const longestTableRows = 40;

// All of them in one way only, so that no line takes longer than its length.
const fence = /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))([^`]*)$/;
const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
/** Quotes and lists in each other, which a model that repeats itself writes without end. */
const deepLine = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){40}/;
const delimiterCell = /^:?-+:?$/;

/**
 * Cuts a Markdown text at its top-level seams, long code, lists and tables also between, so that a growing text changes
 * only its last block. Linear in the text. Not a parser: each block is still parsed as Markdown (CommonMark, GFM tables).
 */
export function markdownBlocks(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let lines: string[] = [];
  let chars = 0;
  let open: { mark: string; language: string } | undefined;
  let head: [string, string] | undefined;
  let isContinued = false;
  /** Blanks that lines lose because the list that they stand in was cut. */
  let indent = 0;

  function close(continues = false) {
    if (open) {
      if (lines.length > 0 || !isContinued) blocks.push({ kind: "code", text: lines.join("\n"), language: open.language, isContinued });
    } else if (head) blocks.push({ kind: isTooMuch([...head, ...lines]) || columns(head[0]) > mostColumns ? "plain" : "table", text: [...head, ...lines].join("\n"), isContinued });
    else if (lines.some((line) => line.trim() !== "")) blocks.push({ kind: isTooMuch(lines) ? "plain" : "text", text: lines.join("\n").trimEnd(), isContinued });
    lines = [];
    chars = 0;
    isContinued = continues;
    if (!continues) {
      head = undefined;
      indent = 0;
    }
  }
  const add = (line: string) => {
    lines.push(line);
    chars += line.length;
  };

  for (const whole of text.split(/\r\n|\n/)) {
    const line = indent === 0 ? whole : whole.slice(Math.min(indent, indentOf(whole)));
    if (open) {
      const end = fence.exec(line);
      if (end && end[1]!.startsWith(open.mark) && end[2]!.trim() === "") {
        close();
        open = undefined;
        continue;
      }
      if (lines.length >= longestCodeLines) close(true);
      add(line);
      continue;
    }
    const start = fence.exec(line);
    if (start) {
      close();
      open = { mark: start[1]!, language: start[2]!.trim().split(/\s/, 1)[0] ?? "" };
      continue;
    }
    if (line.trim() === "") {
      if (head || !isList(lines)) close();
      else add(line);
      continue;
    }
    if (head) {
      if (lines.length >= longestTableRows || chars > longestBlockChars) close(true);
      add(line);
      continue;
    }
    const before = lines.at(-1);
    if (before?.includes("|") && isDelimiterRow(line) && columns(line) === columns(before)) {
      lines.pop();
      close();
      head = [before, line];
      continue;
    }
    const isItem = listItem.test(line);
    // A list goes on over a blank line with its next item or with an indented line.
    if (before?.trim() === "" && !isItem && !/^\s/.test(line)) close();
    if (chars > longestTextChars && (isItem || !isList(lines))) close(true);
    if (chars > longestBlockChars) {
      close(true);
      indent += indentOf(line);
      add(line.trimStart());
    } else add(line);
  }
  if (open || head || lines.length > 0) close();
  return blocks;
}

const isList = (lines: readonly string[]) => lines[0] !== undefined && listItem.test(lines[0]);
const isTooMuch = (lines: readonly string[]) => lines.some((line) => line.length > longestLineChars || deepLine.test(line));
const isDelimiterRow = (line: string) => line.includes("-") && cells(line).every((cell) => delimiterCell.test(cell.trim()));
const indentOf = (line: string) => line.length - line.trimStart().length;
/** Cells of a table's row; escaped bars do not divide. */
const cells = (row: string) => row.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "").split(/(?<!\\)\|/);
const columns = (row: string) => cells(row).length;
