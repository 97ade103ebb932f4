import { digits } from "./digits.ts";
import { AppError } from "../errors.ts";
import { limits } from "./limits.ts";
import { quoted } from "./quoted.ts";

/** Thrown where the bytes at hand end before the header does: the first `neededBytes` of the file are wanted. Never leaves this folder. */
export class MoreBytesNeeded extends Error {
  readonly neededBytes: number;

  constructor(neededBytes: number) {
    super();
    this.neededBytes = neededBytes;
  }
}

/** A refusal: `reason` in one line of plain words, `offset` where in the file it was seen. */
export function notAModel(reason: string, offset: number | null): AppError {
  return new AppError("not-a-model", reason, { details: { offset } });
}

export type ByteReader = ReturnType<typeof createByteReader>;

/**
 * Little-endian reading from the first `bytes` of a file of `fileBytes` bytes. Nothing is read or skipped before it was checked
 * against the file's end and the header's limit. `what` names the thing in a refusal.
 */
export function createByteReader(bytes: Uint8Array, fileBytes: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let position = 0;

  function take(sizeBytes: number, what: string): number {
    const start = position;
    const end = start + sizeBytes;
    if (end > fileBytes) throw notAModel(`The file is cut off or damaged: ${what} at byte ${start} would end at byte ${digits(end)}, and the file ends at byte ${fileBytes}.`, start);
    if (end > limits.headerBytes) throw notAModel(`The header is longer than ${limits.headerBytes} bytes (${what} at byte ${start}), which no known model needs.`, start);
    if (end > bytes.length) throw new MoreBytesNeeded(end);
    position = end;
    return start;
  }

  /** Values over 2^53 come rounded: they are over every limit. */
  function u64(what: string): number {
    const start = take(8, what);
    return view.getUint32(start + 4, true) * 4_294_967_296 + view.getUint32(start, true);
  }

  return {
    view,
    take,
    u64,
    get position() {
      return position;
    },
    u32: (what: string) => view.getUint32(take(4, what), true),
    /** Skips `count` strings; a vocabulary has hundreds of thousands, so those that plainly lie within the bytes at hand go the short way. */
    skipStrings(count: number, what: string): void {
      for (let index = 0; index < count; index++) {
        if (position + 8 <= bytes.length && view.getUint32(position + 4, true) === 0) {
          const end = position + 8 + view.getUint32(position, true);
          if (end <= bytes.length) {
            position = end;
            continue;
          }
        }
        take(u64(`the length of ${what}`), what);
      }
    },
    /** Text that is valid UTF-8. */
    string(what: string, maxBytes: number): string {
      const lengthBytes = u64(`the length of ${what}`);
      if (lengthBytes > maxBytes) throw notAModel(`The header is damaged: ${what} claims to be ${digits(lengthBytes)} bytes long, and at most ${maxBytes} are allowed.`, position - 8);
      const start = take(lengthBytes, what);
      try {
        return decoder.decode(bytes.subarray(start, start + lengthBytes));
      } catch {
        throw notAModel(`The header is damaged: ${what} is not valid UTF-8 text (${quoted(new TextDecoder().decode(bytes.subarray(start, start + Math.min(lengthBytes, 40))))}).`, start);
      }
    },
    /** A key or a tensor's name: llama.cpp reads them up to the first NUL, so one with a NUL would mean another thing there. */
    name(what: string, maxBytes: number): string {
      const start = position;
      const name = this.string(what, maxBytes);
      if (name === "" || name.includes("\0")) throw notAModel(`The header is damaged: ${what} is ${name === "" ? "empty" : `${quoted(name)}, with a NUL in it`}.`, start);
      return name;
    },
  };
}
