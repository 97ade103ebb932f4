import { AppError } from "../../../../shared/errors.ts";
import type { LoadSettings } from "../../../../shared/llama.ts";
import type { Runtime } from "../../../../shared/schemas/model.ts";
import { crashed } from "../loadedModel.ts";
import { loadFailure } from "../loadFailure.ts";
import type { LlamaProcess } from "../llamaProcess.ts";

type Wanted = { start: () => LlamaProcess; name: string; path: string; settings: LoadSettings; count: number };

/**
 * Loads a model into `count` processes of its own, one after the other, runs `work` on them and ends them. Throws
 * `model-load-failed`, and `model-crashed` where one ends in the middle of its work.
 */
export async function withReplicas<T>({ start, name, path, settings, count }: Wanted, signal: AbortSignal, work: (replicas: LlamaProcess[], runtime: Runtime) => Promise<T>): Promise<T> {
  const replicas: LlamaProcess[] = [];
  try {
    let runtime: Runtime | undefined;
    for (let n = 0; n < count; n++) {
      const replica = start();
      replicas.push(replica);
      runtime = await load(replica, name, path, settings, signal);
    }
    return await work(replicas, runtime!).catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "connection-lost") throw error;
      throw await crashed(name, await Promise.race(replicas.map(async (replica) => (await replica.lost, replica))));
    });
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
}

async function load(replica: LlamaProcess, name: string, path: string, settings: LoadSettings, signal: AbortSignal): Promise<Runtime> {
  try {
    for await (const event of replica.client.model.load({ path, settings }, signal)) if (event.type === "loaded") return event.runtime;
    throw new AppError("internal", "The process ended its loading without a word.");
  } catch (error) {
    throw signal.aborted ? error : await loadFailure(error, name, replica, null);
  }
}
