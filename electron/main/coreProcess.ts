import { fork, type ChildProcess } from "node:child_process";
import { CoreNotice, type GoOn } from "../../shared/coreNotice.ts";
import type { Failure } from "../../shared/errors.ts";
import { pageChannel } from "../../shared/rpc/pageChannel.ts";
import { coreEntry, nodePath } from "./places.ts";

/** A core that ended sooner than this after its start is started again with a growing delay, and a few times only. */
const steadyMs = 5000;
const maxQuickEnds = 5;

/** The core as a child on the project's Node. It ends with this process, however that ends; when it dies, it is started again. `onFailed`: it can't open the data folder, or can't run at all. */
export function createCoreProcess(args: string[], onFailed: (failure: Failure) => void) {
  const folder = Promise.withResolvers<string | null>();
  const ready = Promise.withResolvers<void>();
  let isReleased = false;
  let isStopping = false;
  let quickEnds = 0;
  let { child, pages } = start();

  function start(): { child: ChildProcess; pages: ReturnType<typeof pageChannel> } {
    const startedAt = Date.now();
    // The last pipe carries nothing: its end tells even a busy core that this process is gone.
    const next = fork(coreEntry, args, { execPath: nodePath, execArgv: [], serialization: "json", stdio: ["ignore", "inherit", "inherit", "ipc", "pipe"] });
    next.on("message", (raw) => {
      const notice = CoreNotice.safeParse(raw).data;
      if (notice?.core === "folder") folder.resolve(notice.dataFolder);
      if (notice?.core === "ready") ready.resolve();
      if (notice?.core === "failed") fail(notice.failure as Failure);
    });
    next.on("error", ({ message }) => fail({ code: "internal", message: `The core could not be started: ${message}.`, fix: "Install Tapedeck again; in a checkout run `npm ci` and `npm run build`." }));
    next.on("exit", () => {
      if (isStopping) return;
      quickEnds = Date.now() - startedAt < steadyMs ? quickEnds + 1 : 0;
      if (quickEnds > maxQuickEnds) return fail({ code: "internal", message: "Tapedeck's core ended again and again right after its start.", fix: "Run `tapedeck doctor`; it says what is wrong." });
      setTimeout(() => ({ child, pages } = start()), quickEnds && 100 * 2 ** quickEnds);
    });
    if (isReleased) next.send({ goOn: true, startNew: false } satisfies GoOn);
    return { child: next, pages: pageChannel(next) };
  }

  const fail = (failure: Failure) => {
    folder.resolve(null);
    onFailed(failure);
  };

  return {
    folder: folder.promise,
    ready: ready.promise,
    /** Lets the core open the data folder; again after a failure, with `startNew` as the person chose. */
    release(startNew: boolean) {
      isReleased = true;
      // One that has just died is told when it is started again.
      if (child.connected) child.send({ goOn: true, startNew } satisfies GoOn);
    },
    openPage: () => pages.open(),
    /** Ends the core by its pipe and waits for it: running answers are cancelled and recorded. */
    async stop(): Promise<void> {
      isStopping = true;
      if (!child.connected) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      child.stdio[4]?.destroy();
      await gone;
    },
  };
}
