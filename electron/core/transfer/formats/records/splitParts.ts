/** One element of a JSON list or member of an object, by its place; `bytes` are its first ones, at most as many as were asked for. */
export type Part = { start: number; end: number; bytes: Buffer; isCut: boolean };

const [quote, backslash, comma, openList, closeList, openObject, closeObject] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * The parts between the brackets of one JSON list or object, found by brackets, commas and quotes alone: a part may still be broken
 * JSON. `chunks` begin at `from`, right behind the opening bracket. The last thing given holds `closedAt`, the offset behind the closing
 * bracket; where the file ends before, it is null and what had begun is given as cut.
 */
export async function* splitParts(chunks: AsyncIterable<Buffer>, from: number, keepBytes: number): AsyncGenerator<{ parts: Part[]; closedAt: number | null }> {
  let offset = from;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let start = -1;
  let kept: Buffer[] = [];
  let keptBytes = 0;

  const keep = (bytes: Buffer) => {
    const some = bytes.subarray(0, keepBytes - keptBytes);
    if (some.length > 0) kept.push(some);
    keptBytes += some.length;
  };
  const take = (end: number, isCut: boolean): Part => {
    const part = { start, end, bytes: kept.length === 1 ? kept[0]! : Buffer.concat(kept), isCut };
    start = -1;
    kept = [];
    keptBytes = 0;
    return part;
  };

  for await (const chunk of chunks) {
    const parts: Part[] = [];
    /** Where in this chunk the open part begins. */
    let begin = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index]!;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isText = false;
        continue;
      }
      const isClosing = byte === closeList || byte === closeObject;
      if (depth === 0 && (byte === comma || isClosing)) {
        if (start !== -1) {
          keep(chunk.subarray(begin, index));
          parts.push(take(offset + index, false));
        }
        if (isClosing) return yield { parts, closedAt: offset + index + 1 };
        continue;
      }
      if (start === -1) {
        if (isSpace(byte)) continue;
        start = offset + index;
        begin = index;
      }
      if (byte === quote) isText = true;
      else if (byte === openList || byte === openObject) depth += 1;
      else if (isClosing) depth -= 1;
    }
    if (start !== -1) keep(chunk.subarray(begin));
    offset += chunk.length;
    if (parts.length > 0) yield { parts, closedAt: null };
  }
  yield { parts: start === -1 ? [] : [take(offset, true)], closedAt: null };
}
