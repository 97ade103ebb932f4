import { readFileSync } from "node:fs";

const lookEveryMs = 500;

/**
 * An npm or npx that is killed passes nothing on, and would leave `serve` behind. Resolves when the one that started this process is
 * gone; never where no npm did (a shell may leave `serve` running on purpose).
 */
export function untilParentEnds(): Promise<void> {
  if (process.env["npm_command"] === undefined) return new Promise(() => {});
  const before = ancestors();
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (ancestors() === before) return;
      clearInterval(look);
      resolve();
    }, lookEveryMs);
    look.unref();
  });
}

/** The parent and its parent: npm starts programs through a shell, which outlives it. Without /proc only the parent is known. */
function ancestors(): string {
  try {
    return `${process.ppid} ${/\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8"))?.[1]}`;
  } catch {
    return String(process.ppid);
  }
}
