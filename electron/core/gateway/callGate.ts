import { callMarks, type ToolFormat } from "../../../shared/tools/toolFormat.ts";

/** Lets the text of an answer through up to where a call may begin; from there on it is kept for the whole answer to tell. */
export function createCallGate(format: ToolFormat) {
  let all = "";
  let passed = 0;
  let isHeld = false;

  /** Where the part begins that may be, or grow into, a call. */
  function boundary(): number {
    if (format === "llama3" && /^\s*(\{|$)/.test(all)) return 0;
    let first = all.length;
    for (const mark of callMarks[format]) {
      const found = all.indexOf(mark, passed);
      if (found >= 0) {
        isHeld = true;
        first = Math.min(first, found);
      }
      for (let start = Math.max(passed, all.length - mark.length + 1); start < all.length; start++) if (mark.startsWith(all.slice(start))) first = Math.min(first, start);
    }
    // Blanks before a call belong to neither; blanks at the end may be such.
    return Math.max(passed, all.slice(0, first).trimEnd().length);
  }

  return {
    /** What of the text so far may be shown now. */
    push(text: string): string {
      all += text;
      if (isHeld) return "";
      const end = boundary();
      const free = all.slice(passed, end);
      passed = Math.max(passed, end);
      return free;
    },
    /** Of the answer's `content`, what was not shown yet. */
    rest: (content: string): string => content.slice(passed),
  };
}
