import { AppError } from "../../../../shared/errors.ts";
import type { Attributes } from "../spans/sourceSpan.ts";
import { maxSpansARequest } from "./readSpan.ts";

export const tooManySpans = () => new AppError("too-large", `A request may hold ${maxSpansARequest.toLocaleString("en")} spans at most; nothing of this one was stored.`, { fix: "Send it in several." });

/** What a request may become when what it says once of a program is kept with each of its spans. */
const maxRepeatedChars = 256 * 1024 * 1024;

/** Throws `too-large` where a program's attributes are too long to be kept with so many spans. */
export function checkRepeated(frames: { resource: Attributes; spanCount: number }[]): void {
  const sizes = new Map<Attributes, number>();
  let chars = 0;
  for (const { resource, spanCount } of frames) {
    let size = sizes.get(resource);
    if (size === undefined) sizes.set(resource, (size = JSON.stringify([...resource]).length));
    chars += size * spanCount;
    if (chars > maxRepeatedChars) throw new AppError("too-large", "What is said of the sending program is too long to be kept with each of its spans; nothing of this one was stored.", { fix: "Shorten the resource's attributes, or send fewer spans in a request." });
  }
}
