import { createPort, type Port } from "./port.ts";

/** What a forked child's handle and the child's own `process` have in common. */
type Pipe = {
  send?(message: string, callback?: (error: Error | null) => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
  disconnect?(): void;
  connected?: boolean;
};

/** A port over `child_process`'s own pipe, for a child that only one side talks to. */
export function pipePort(pipe: Pipe): Port {
  const port = createPort({
    // The callback swallows EPIPE: a child that is gone is reported by "disconnect".
    send: (text) => void (pipe.connected && pipe.send?.(text, () => {})),
    close: () => void (pipe.connected && pipe.disconnect?.()),
  });
  pipe.on("message", (message) => typeof message === "string" && port.receive(message));
  pipe.on("disconnect", () => port.closed());
  return port;
}
