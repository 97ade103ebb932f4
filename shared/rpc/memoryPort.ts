import { createPort, type Port } from "./port.ts";

/** Two ends of one wire in memory; messages arrive in a later microtask, as on every other transport. */
export function memoryPorts(): [Port, Port] {
  const a = createPort({ send: (text) => queueMicrotask(() => b.receive(text)), close: () => queueMicrotask(() => b.closed()) });
  const b = createPort({ send: (text) => queueMicrotask(() => a.receive(text)), close: () => queueMicrotask(() => a.closed()) });
  return [a, b];
}
