import { fork, type ChildProcess } from "node:child_process";
import { CoreNotice, type GoOn } from "../../shared/coreNotice.ts";
import type { Failure } from "../../shared/errors.ts";
import { pageChannel } from "../../shared/rpc/pageChannel.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { coreEntry, nodePath } from "./places.ts";

/** A core that ended sooner than this after its start is started again with a growing delay. */
const steadyMs = 5000;

/** The core as a child on the project's Node. It ends with this process, however that ends; when it dies, it is started again. */
export function createCoreProcess(parts: { args: string[]; onFailed(failure: Failure): void }) {
  let current: { child: ChildProcess; pages: ReturnType<typeof pageChannel>; startedAt: number };
  let isStopping = false;
  let isReleased = false;
  let quickEnds = 0;
  let ready = Promise.withResolvers<void>();
  const folder = Promise.withResolvers<string>();

  function start() {
    // The fourth pipe carries nothing: its end tells even a busy core that this process is gone.
    const child = fork(coreEntry, parts.args, { execPath: nodePath, execArgv: [], serialization: "json", stdio: ["ignore", "inherit", "inherit", "ipc", "pipe"] });
    current = { child, pages: pageChannel(child), startedAt: Date.now() };
    child.on("message", (raw) => {
      const notice = CoreNotice.safeParse(raw).data;
      if (notice?.core === "folder") folder.resolve(notice.dataFolder);
      if (notice?.core === "ready") ready.resolve();
      if (notice?.core === "failed") parts.onFailed(notice.failure as Failure);
    });
    child.on("error", (error) => parts.onFailed({ code: "internal", message: `The core could not be started: ${error.message}`, fix: "Install Tapedeck again; in a checkout run `npm ci` and `npm run build`." }));
    child.on("exit", restart);
    if (isReleased) release(false);
  }

  function restart(code: number | null) {
    if (isStopping || code === 3) return;
    quickEnds = Date.now() - current.startedAt < steadyMs ? quickEnds + 1 : 0;
    if (quickEnds > 5) return parts.onFailed({ code: "internal", message: "Tapedeck's core ended again and again right after its start.", fix: "Run `tapedeck doctor`; it says what is wrong." });
    setTimeout(start, quickEnds === 0 ? 0 : Math.min(200 * 2 ** quickEnds, 5000));
  }

  function release(startNew: boolean) {
    isReleased = true;
    current.child.send({ goOn: true, startNew } satisfies GoOn);
  }

  start();
  return {
    folder: folder.promise,
    ready: () => ready.promise,
    release,
    /** A new start after a failure. */
    retry(startNew: boolean) {
      isReleased = false;
      start();
      release(startNew);
    },
    openPage: (): Port => current.pages.open(),
    /** Ends the core by its pipe and waits for it: running answers are cancelled and recorded. */
    async stop(): Promise<void> {
      isStopping = true;
      const { child } = current;
      if (child.exitCode !== null || child.signalCode !== null || !child.connected) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await gone;
    },
  };
}
export type CoreProcess = ReturnType<typeof createCoreProcess>;
