import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import type { Parts } from "../../../api.ts";

type Follow = {
  watch: Parts["watch"];
  /** Several changes of a row within this time become one. */
  batchMs: number;
  /** The log is watched from now on; whatever came before may have been missed. */
  onStart(): void;
  onChanges(changes: ReadonlyMap<string, InteractionSummary>): void;
};

/** Tells of the log's changes in batches, also after the connection was lost. Gives its stop. */
export function followChanges({ watch, batchMs, onStart, onChanges }: Follow): () => void {
  let changes = new Map<string, InteractionSummary>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const batch = changes;
    changes = new Map();
    onChanges(batch);
  };
  const stop = watch(
    async function* (api, signal) {
      const items = api.interactions.watch({}, signal)[Symbol.asyncIterator]();
      // Asked before the start is told, so that what is read then has all that is not told later.
      let next = items.next();
      next.catch(() => {});
      yield null;
      for (let item = await next; !item.done; item = await next) {
        yield item.value.interaction;
        next = items.next();
      }
    },
    (interaction) => {
      if (interaction === null) return onStart();
      changes.set(interaction.id, interaction);
      timer ??= setTimeout(flush, batchMs);
    },
  );
  return () => {
    clearTimeout(timer);
    stop();
  };
}
