import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/errors.ts";
import type { Message } from "../../../shared/schemas/chat.ts";

export type RenderJob = { template: string; messages: Message[]; bosToken: string; eosToken: string };
export type RenderAnswer = { prompt: string } | { error: string };
export type TemplateRenderer = ReturnType<typeof createTemplateRenderer>;

const defaultLimitMs = 2000;
const memoryLimitMb = 1024;
const fix = "Correct the messages if the template refuses them; else the template is at fault: use a file with another one.";

/**
 * Renders conversations with the templates of model files (Jinja), one after the other on a thread of its own that is ended when a
 * template takes longer than `limitMs`. Throws `template-failed` with the template's own words.
 */
export function createTemplateRenderer({ workerEntry, limitMs = defaultLimitMs }: { workerEntry: string; limitMs?: number }) {
  let worker: Promise<Worker> | undefined;
  let line: Promise<unknown> = Promise.resolve();

  async function start(): Promise<Worker> {
    const started = new Worker(workerEntry, { resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb } });
    started.unref();
    await once(started, "message");
    return started;
  }

  async function ask(job: RenderJob): Promise<string> {
    const thread = await (worker ??= start());
    const answered = new AbortController();
    const timer = setTimeout(() => answered.abort(new AppError("template-failed", `The chat template of the model did not end within ${limitMs / 1000} seconds.`, { fix })), limitMs);
    try {
      thread.postMessage(job);
      const [answer] = (await once(thread, "message", { signal: answered.signal })) as [RenderAnswer];
      if ("prompt" in answer) return answer.prompt;
      throw new AppError("template-failed", `The chat template of the model refused the conversation: ${answer.error}`, { fix });
    } catch (error) {
      if (error instanceof AppError) throw error;
      end();
      throw answered.signal.aborted ? answered.signal.reason : new AppError("template-failed", `The chat template of the model could not be run: ${(error as Error).message}.`, { fix });
    } finally {
      clearTimeout(timer);
    }
  }

  function end(): void {
    const ending = worker;
    worker = undefined;
    void ending?.then((thread) => thread.terminate());
  }

  return {
    render(job: RenderJob): Promise<string> {
      const prompt = line.then(() => ask(job));
      line = prompt.catch(() => {});
      return prompt;
    },
    close: end,
  };
}
