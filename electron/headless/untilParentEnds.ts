const lookEveryMs = 500;

/**
 * npm and npx don't pass on that they were killed, and would leave `serve` behind. Resolves when the one that started this process
 * is gone; never where no npm did (a shell may leave `serve` running on purpose).
 */
export function untilParentEnds(): Promise<void> {
  if (process.env["npm_command"] === undefined) return new Promise(() => {});
  const parent = process.ppid;
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(look);
      resolve();
    }, lookEveryMs);
    look.unref();
  });
}
