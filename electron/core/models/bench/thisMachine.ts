import { createHash } from "node:crypto";
import { availableParallelism, arch, cpus, platform, totalmem } from "node:os";
import type { Machine } from "../../../../shared/schemas/bench.ts";

const gigabyte = 2 ** 30;

/** What decides this machine's speed, as far as the system tells it. Memory counts in whole gigabytes: a kernel's share of it varies. */
export function thisMachine(): Machine {
  const machine = { cpu: cpus()[0]?.model.trim() || "unknown", cores: availableParallelism(), memoryBytes: totalmem(), platform: `${platform()} ${arch()}` };
  const facts = [machine.cpu, machine.cores, Math.round(machine.memoryBytes / gigabyte), machine.platform];
  return { fingerprint: createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16), ...machine };
}
