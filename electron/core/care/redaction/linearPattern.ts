import { setFlagsFromString } from "node:v8";
import { AppError } from "../../../../shared/errors.ts";

/** All matches, in linear time: a flag of V8's own. */
const flags = "gl";

/**
 * Someone's own pattern, run by V8's engine without backtracking (flag `l`), so that its time grows with the text's length only. Throws
 * `bad-request` for a pattern that is wrong, that this engine can't run, or that matches where nothing stands.
 */
export function linearPattern(name: string, pattern: string): RegExp {
  // Only patterns with the flag are run by that engine; all others are as before.
  setFlagsFromString("--enable-experimental-regexp-engine");
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern, flags);
  } catch (error) {
    const words = (error as Error).message;
    if (!words.includes("linear time")) throw refused(name, `is no regular expression: ${words}`, "Correct the pattern.", error);
    throw refused(name, "can't be run in a time that grows with the text only", "Leave out (?=…), (?!…), (?<=…), references such as \\1, and counted repetitions as large or nested as these.", error);
  }
  if (compiled.test("")) throw refused(name, "also matches an empty text", "Write + instead of *, or name what must stand there.");
  compiled.lastIndex = 0;
  return compiled;
}

const refused = (name: string, what: string, fix: string, cause?: unknown) => new AppError("bad-request", `The pattern of the rule “${name}” ${what}.`, { fix, cause });
