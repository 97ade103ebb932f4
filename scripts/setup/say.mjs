/** Plain words about a step, on stderr: stdout belongs to what was asked for. */
export const say = (text) => void process.stderr.write(`tapedeck: ${text}\n`);

/** A step that can't be done: what, why, what to do. Ends the script with 3. */
export class SetupError extends Error {}

export function endWith(error) {
  say(error instanceof SetupError ? error.message : (error?.stack ?? String(error)));
  process.exit(3);
}
