import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/errors.ts";
import { unlessAborted } from "../unlessAborted.ts";
import type { Tool } from "../../../shared/schemas/tools.ts";
import type { TemplateMessage } from "./templateMessages.ts";

export type RenderJob = { template: string; messages: TemplateMessage[]; tools?: Tool[] | undefined; bosToken: string; eosToken: string };
/** `message`: the index of the message that is refused, where that can be told. */
export type RenderAnswer = { prompt: string } | { error: string; message?: number | null };
export type TemplateRenderer = ReturnType<typeof createTemplateRenderer>;

const defaultLimitMs = 2000;
const memoryLimitMb = 1024;

/**
 * Renders conversations with the templates of model files (Jinja), one after the other on a thread of its own that is ended when a
 * template takes longer than `limitMs`. Throws `template-failed` with the template's own words; whoever cancels waits for no other.
 */
export function createTemplateRenderer({ workerEntry, limitMs = defaultLimitMs }: { workerEntry: string; limitMs?: number }) {
  let worker: Promise<Worker> | undefined;
  let line: Promise<unknown> = Promise.resolve();

  async function start(): Promise<Worker> {
    const started = new Worker(workerEntry, { resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb } });
    started.unref();
    // Told to whoever waits for an answer; without a listener it would end core.
    started.on("error", () => {});
    await once(started, "message");
    return started;
  }

  async function ask(job: RenderJob): Promise<string> {
    const limit = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      const thread = await (worker ??= start());
      timer = setTimeout(() => limit.abort(), limitMs);
      thread.postMessage(job);
      const [answer] = (await once(thread, "message", { signal: limit.signal })) as [RenderAnswer];
      if ("prompt" in answer) return answer.prompt;
      throw refusal(answer, job);
    } catch (error) {
      if (error instanceof AppError) throw error;
      end();
      throw refused(limit.signal.aborted ? `did not end within ${limitMs / 1000} seconds.` : `could not be run: ${(error as Error).message}.`);
    } finally {
      clearTimeout(timer);
    }
  }

  function end(): void {
    worker?.then((thread) => thread.terminate()).catch(() => {});
    worker = undefined;
  }

  return {
    /** Starts the thread, so that the first conversation does not wait for it. */
    warm(): void {
      worker ??= start();
      worker.catch(() => {});
    },
    render(job: RenderJob, signal: AbortSignal): Promise<string> {
      const prompt = line.then(() => {
        signal.throwIfAborted();
        return ask(job);
      });
      line = prompt.catch(() => {});
      return unlessAborted(prompt, signal);
    },
    close: end,
  };
}

function refusal({ error, message }: Extract<RenderAnswer, { error: string }>, { messages }: RenderJob): AppError {
  if (message === null || message === undefined) return refused(`refused the conversation: ${error}`);
  return refused(`refused message ${message} (${messages[message]!.role}): ${error}`, { message });
}

function refused(how: string, details: { message?: number } = {}): AppError {
  return new AppError("template-failed", `The model's chat template ${how}`, { details: { ...details, cause: "template" }, fix: "Change the messages if the template refuses them; else it is at fault itself: use a file with another one." });
}
