import { AppError } from "../../../shared/errors.ts";

/** Work on the whole log that must not meet other work on it: a month must not be dropped while it is backed up. */
export function createOneAtATime() {
  let running: string | undefined;
  return {
    /** Takes the turn for what is called `name`, as `A backup`; gives what ends it. Throws `busy`. */
    take(name: string): () => void {
      if (running !== undefined) throw new AppError("busy", `${running} is running.`, { fix: "Wait until it has ended, or cancel it in Jobs." });
      running = name;
      return () => (running = undefined);
    },
  };
}
export type OneAtATime = ReturnType<typeof createOneAtATime>;
