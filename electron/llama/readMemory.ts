import { readFileSync } from "node:fs";

const kibibyte = 1024;

/**
 * This process's memory in bytes. On Linux its proportional share (PSS): pages that it shares with others, as a file that several
 * map, are divided up. Elsewhere what is resident.
 */
export function readMemory(): number {
  return fieldOf("/proc/self/smaps_rollup", "Pss") ?? process.memoryUsage.rss();
}

/** Address space that this process may still take, in bytes; Infinity where the system sets no limit or does not tell. */
export function freeAddressSpace(): number {
  const limitBytes = Number(/^Max address space\s+(\d+)/m.exec(read("/proc/self/limits"))?.[1] ?? Infinity);
  return limitBytes === Infinity ? Infinity : limitBytes - (fieldOf("/proc/self/status", "VmSize") ?? 0);
}

function fieldOf(path: string, field: string): number | null {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(read(path))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * kibibyte;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
