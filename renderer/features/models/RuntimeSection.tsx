import type { Model } from "../../../shared/schemas/model.ts";
import { formatBackend, formatBytes, formatCount, formatSpeed } from "../../format.ts";

/** What a loaded model's process says of itself. */
export function RuntimeSection({ model }: { model: Model }) {
  if (model.runtime.state !== "loaded") return null;
  const { runtime, busySlots, queued, tokensPerSecond, memoryBytes } = model.runtime;
  const facts: [string, string][] = [
    ["Speed", tokensPerSecond === null ? "nothing answered yet" : formatSpeed(tokensPerSecond)],
    ["Slots", `${busySlots} of ${runtime.slots} busy, ${queued} waiting`],
    ["Context", `${formatCount(runtime.contextTokens)} tokens per slot, ${formatCount(runtime.contextTokens * runtime.slots)} in total`],
    ["Memory", formatBytes(memoryBytes)],
    ["Backend", `${formatBackend(runtime.backend)}${runtime.devices.length > 0 ? `, ${runtime.devices.join(", ")}` : ""}`],
    ["Layers on GPU", `${runtime.gpuLayers} of ${runtime.layers}`],
    ["Threads", String(runtime.threads)],
    ["Engine", runtime.engine],
    ["Process", String(runtime.pid)],
  ];
  return (
    <section>
      <div className="section-head">
        <h2>Running</h2>
      </div>
      <dl className="facts tabular">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="is-whole">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
