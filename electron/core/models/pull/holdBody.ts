import type { IncomingMessage } from "node:http";

const heldBytes = 1024 * 1024;

/** `pieces`: once. `destroy`: hangs up. */
export type Body = { pieces(): AsyncGenerator<Buffer>; destroy(): void };

/**
 * Listens to an answer's body from now on. Its pieces are all that came, also before it broke: a stream of Node's own forgets those that
 * were not read yet. Holds about a megabyte at most. `pieces` throws at the end what broke it.
 */
export function holdBody(message: IncomingMessage): Body {
  const held: Buffer[] = [];
  let sizeBytes = 0;
  let end: { error: unknown } | undefined;
  let wake = () => {};
  const finish = (error?: unknown) => {
    end ??= { error };
    wake();
  };
  message.on("data", (piece: Buffer) => {
    held.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes > heldBytes) message.pause();
    wake();
  });
  message.on("error", finish);
  message.on("end", () => finish());
  message.on("close", () => finish());

  return {
    async *pieces() {
      for (;;) {
        const piece = held.shift();
        if (piece) {
          sizeBytes -= piece.length;
          if (message.isPaused() && sizeBytes <= heldBytes / 2) message.resume();
          yield piece;
        } else if (end) {
          if (end.error !== undefined) throw end.error;
          return;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    destroy: () => void message.destroy(),
  };
}
