import { totalmem } from "node:os";

/** The machine's memory in bytes, or that of the container Tapedeck runs in: what a process may take, caches counted as free, and all of it. */
export function machineMemory(): { freeBytes: number; totalBytes: number } {
  const limitBytes = process.constrainedMemory();
  const totalBytes = limitBytes > 0 && limitBytes < totalmem() ? limitBytes : totalmem();
  return { freeBytes: Math.min(totalBytes, process.availableMemory()), totalBytes };
}
