import { createPort, type Port } from "./port.ts";

/** The browser's MessagePort, as the page has it. It has no close event: `null` says that the other side has gone. */
type MessagePortLike = {
  postMessage(message: string | null): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  start(): void;
  close(): void;
};

/** A port over a MessagePort (page ↔ main). */
export function messagePort(wire: MessagePortLike): Port {
  const port = createPort({
    send: (text) => wire.postMessage(text),
    close: () => {
      wire.postMessage(null);
      wire.close();
    },
  });
  wire.addEventListener("message", (event) => {
    if (typeof event.data === "string") port.receive(event.data);
    else if (event.data === null) port.closed();
  });
  wire.start();
  return port;
}
