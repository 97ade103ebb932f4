import { withinTime } from "./withinTime.ts";

/** A token takes milliseconds, and the last piece of a prompt before the first one seconds. */
const limitMs = 60_000;

/**
 * Ends this process when a token of a grammar does not come: llama.cpp follows every way to read a text at the same time, in one native
 * call that can't be stopped and that holds up all slots. Core then says why, and starts the model anew.
 */
export function guardGrammar<T>(tokens: AsyncIterable<T>, grammar: { name: string } | undefined): AsyncIterable<T> {
  if (!grammar) return tokens;
  return withinTime(tokens, limitMs, () => {
    const why = `the grammar (${grammar.name}) can be read in too many ways: a token took more than ${limitMs / 1000} seconds; repeat nothing that may be empty\n`;
    // An orderly exit would wait for that call.
    process.stderr.write(why, () => process.kill(process.pid, "SIGKILL"));
  });
}
