import { setTimeout as delay } from "node:timers/promises";
import type { ModelState } from "../../../../shared/schemas/model.ts";
import type { LoadedModel } from "../loadedModel.ts";
import { chooseReplica } from "./chooseReplica.ts";
import type { Replica } from "./openReplica.ts";

type Parts = {
  first: Replica;
  /** How many there are to be. */
  count: number;
  cancel: AbortController;
  open: () => Promise<Replica>;
  onChange: () => void;
  /** What all of them together took after the first answer, in bytes. */
  onMeasured: (bytes: number) => void;
  /** The last one is gone. */
  onLost: (last: Replica) => void;
};

/** A replica that fails to start so often in a row is gone without until the model is loaded anew. */
const mostFailures = 5;
const firstRetryMs = 500;
/** A request takes hold of the model that it was given within this time. */
const promiseMs = 1000;

/** The processes of one loaded model. Those beside the first are started behind its back, and anew when they end. */
export function createReplicas({ first, count, cancel, open, onChange, onMeasured, onLost }: Parts) {
  const replicas = [first];
  let isStopped = false;
  let isGrowing = false;
  let hasGivenUp = false;
  let hasAnswered = false;
  let isMeasured = false;

  const loadOf = (replica: Replica) => {
    const { busySlots, queued } = replica.model.load();
    return { replica, busySlots, queued: queued + replica.promised };
  };

  function watch(replica: Replica): void {
    void replica.process.lost.then(() => {
      if (isStopped) return;
      replicas.splice(replicas.indexOf(replica), 1);
      if (replicas.length === 0) {
        isStopped = true;
        cancel.abort();
        return onLost(replica);
      }
      onChange();
      void replica.process.stop();
      void grow();
    });
  }

  async function grow(): Promise<void> {
    if (isGrowing) return;
    isGrowing = true;
    for (let failures = 0; replicas.length < count && failures < mostFailures && !isStopped; ) {
      try {
        const replica = await open();
        if (isStopped) await replica.process.stop();
        else {
          replicas.push(replica);
          failures = 0;
          watch(replica);
          onChange();
        }
      } catch {
        // The model answers without it.
        await delay(firstRetryMs * 2 ** failures++, undefined, { ref: false });
      }
    }
    isGrowing = false;
    hasGivenUp = replicas.length < count;
    if (hasAnswered) noteMemory();
  }

  /** What they take after the first answer, once all are there. */
  function noteMemory(): void {
    if (isMeasured || isStopped || (replicas.length < count && !hasGivenUp)) return;
    isMeasured = true;
    measure().then(onMeasured, () => void (isMeasured = false));
  }

  async function measure(): Promise<number> {
    const bytes = await Promise.all(replicas.map(({ model }) => model.measure()));
    return bytes.reduce((sum, each) => sum + each, 0);
  }

  watch(first);
  void grow();

  return {
    /** The one that has the least to do; it counts as busier until the request takes hold of it. */
    promise(): LoadedModel {
      const { replica } = chooseReplica(replicas.map(loadOf))!;
      const { model } = replica;
      replica.promised++;
      let isKept = false;
      const keep = () => {
        if (!isKept) replica.promised--;
        isKept = true;
      };
      setTimeout(keep, promiseMs).unref();
      // From its first step on an answer counts by itself.
      return { ...model, generate: (...request) => (keep(), model.generate(...request)) };
    },

    /** Told after each answer: the first is followed by a measurement. */
    answered(): void {
      hasAnswered = true;
      noteMemory();
    },
    hasAnswered: () => hasAnswered,

    measure: async () => void (await measure()),
    isBusy: () => replicas.some(({ model, promised }) => promised > 0 || model.isBusy()),
    released: async () => void (await Promise.all(replicas.map(({ model }) => model.released()))),

    async checkHealth(withinMs: number): Promise<void> {
      const idle = replicas.filter(({ model, promised }) => promised === 0 && !model.isBusy());
      await Promise.all(idle.map(async (replica) => {
        const stop = new AbortController();
        const answers = replica.model.ping(stop.signal).then(() => true, () => true);
        const isWell = await Promise.race([answers, delay(withinMs, false, { signal: stop.signal, ref: false }).catch(() => true)]);
        stop.abort();
        if (isWell || isStopped) return;
        replica.isHung = true;
        await replica.process.stop();
      }));
    },

    async stop(): Promise<void> {
      isStopped = true;
      cancel.abort();
      await Promise.all(replicas.map(({ process }) => process.stop()));
    },

    state(): Omit<Extract<ModelState, { state: "loaded" }>, "state" | "notices"> {
      const each = replicas.map(({ model }) => ({ pid: model.runtime.pid, ...model.load(), memoryBytes: model.memoryBytes() }));
      const known = (values: (number | null)[]) => values.filter((value) => value !== null);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      const memory = known(each.map(({ memoryBytes }) => memoryBytes));
      const speeds = known(each.map(({ tokensPerSecond }) => tokensPerSecond));
      return {
        runtime: replicas[0]!.model.runtime,
        busySlots: sum(each.map(({ busySlots }) => busySlots)),
        queued: sum(each.map(({ queued }) => queued)),
        tokensPerSecond: speeds.length > 0 ? sum(speeds) : null,
        memoryBytes: memory.length === each.length ? sum(memory) : null,
        slowerThanRecord: replicas.map(({ model }) => model.slowerThanRecord()).find((slower) => slower !== null) ?? null,
        replicas: each,
      };
    },
  };
}
export type Replicas = ReturnType<typeof createReplicas>;
