import type { Model } from "../../../../shared/schemas/model.ts";
import { formatBackend, formatBytes, formatCount, formatSpeed } from "../../../format.ts";
import { ReplicaTable } from "./ReplicaTable.tsx";

/** What a loaded model's processes say of themselves. */
export function RuntimeSection({ model }: { model: Model }) {
  if (model.runtime.state !== "loaded") return null;
  const { runtime, busySlots, queued, tokensPerSecond, memoryBytes, replicas } = model.runtime;
  const facts: [string, string][] = [
    ["Speed", tokensPerSecond === null ? "nothing answered yet" : formatSpeed(tokensPerSecond)],
    ["Slots", `${busySlots} of ${runtime.slots * Math.max(1, replicas.length)} busy, ${queued} waiting`],
    ["Context", `${formatCount(runtime.contextTokens)} tokens per slot, ${formatCount(runtime.contextTokens * runtime.slots)} in total`],
    ["KV cache", runtime.kvType.toUpperCase()],
    ["Memory", formatBytes(memoryBytes)],
    ["Backend", formatBackend(runtime.backend)],
    ["Devices", runtime.devices.length > 0 ? runtime.devices.join(", ") : "the processor"],
    ["Layers on GPU", `${runtime.gpuLayers} of ${runtime.layers}`],
    ["Threads", replicas.length > 1 ? `${runtime.threads} for each of ${replicas.length} processes` : String(runtime.threads)],
    ["Engine", runtime.engine],
  ];
  return (
    <section aria-label="Running">
      <div className="section-head">
        <h2>Running</h2>
        <span className="faint">{model.settings.isPinned ? "pinned in memory" : model.settings.keepAliveMinutes !== null && `leaves memory after ${model.settings.keepAliveMinutes} idle minutes`}</span>
      </div>
      <dl className="facts tabular">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="is-whole">{value}</dd>
          </div>
        ))}
      </dl>
      <ReplicaTable replicas={replicas} slots={runtime.slots} />
    </section>
  );
}
