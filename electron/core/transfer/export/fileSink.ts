import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { partPath, putInPlace } from "./putInPlace.ts";
import type { Sink } from "./sink.ts";

const bufferBytes = 1024 * 1024;

/** One file of lines. `before`: what stands at its very beginning; `end`: what ends a line. */
export function createFileSink({ path, force, before, end }: { path: string; force: boolean; before: string; end: string }): Sink<string> {
  const part = partPath(path);
  // A half file of an export that was killed goes away with this. A link that someone put there is not followed.
  rmSync(part, { force: true });
  const file = openSync(part, "wx");
  let head = before;
  let lines: string[] = [];
  let waitingChars = 0;
  let written = 0;
  let isOpen = true;

  function write(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from);
    written += bytes.length;
  }
  function flush(): void {
    if (lines.length > 0 || head !== "") write(`${head}${lines.map((line) => `${line}${end}`).join("")}`);
    head = "";
    lines = [];
    waitingChars = 0;
  }
  function close(): void {
    if (isOpen) closeSync(file);
    isOpen = false;
  }

  return {
    add(line) {
      lines.push(line);
      waitingChars += line.length;
      if (waitingChars >= bufferBytes) flush();
    },
    finish() {
      flush();
      fsyncSync(file);
      close();
      putInPlace(part, path, force);
      return { files: 1, bytes: written };
    },
    discard() {
      close();
      rmSync(part, { force: true });
    },
  };
}
