/**
 * One end of a wire that carries text both ways, in order. Every transport is one of these: a pair in memory, a child's
 * pipe, a Unix socket, a WebSocket, a MessagePort. Text, so that all of them share JSON's rules (JSON.stringify escapes
 * lone surrogates, so they survive UTF-8 transports) and a relay can pass it on unread.
 */
export interface Port {
  /** Sends one message. After the port closed this does nothing. */
  send(text: string): void;
  /** Sets the one listener; messages that came before are kept for it. */
  onMessage(listener: (text: string) => void): void;
  /** Called once, also when the port is closed already. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The buffering and closing that every transport shares; a transport calls `receive` and `closed`. */
export function createPort(wire: { send(text: string): void; close(): void }): Port & { receive(text: string): void; closed(): void } {
  let listener: ((text: string) => void) | undefined;
  const early: string[] = [];
  const closeListeners: (() => void)[] = [];
  let isClosed = false;
  const port = {
    send(text: string) {
      if (!isClosed) wire.send(text);
    },
    onMessage(next: (text: string) => void) {
      listener = next;
      for (const text of early.splice(0)) next(text);
    },
    onClose(next: () => void) {
      if (isClosed) queueMicrotask(next);
      else closeListeners.push(next);
    },
    close() {
      if (isClosed) return;
      port.closed();
      wire.close();
    },
    receive(text: string) {
      if (isClosed) return;
      if (listener) listener(text);
      else early.push(text);
    },
    closed() {
      if (isClosed) return;
      isClosed = true;
      for (const close of closeListeners.splice(0)) close();
    },
  };
  return port;
}
