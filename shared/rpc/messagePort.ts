import { createPort, type Port } from "./port.ts";

type Listener = (event: { data: unknown }) => void;
/** What the browser's MessagePort (the page's end) and Electron's MessagePortMain (main's end) have in common, and how each is listened to. */
type MessagePortLike = { postMessage(message: string | null): void; start(): void; close(): void } & (
  | { addEventListener(type: "message" | "close", listener: Listener): void }
  | { on(type: "message", listener: Listener): unknown; on(type: "close", listener: () => void): unknown }
);

/** A port over a MessagePort. Not every browser tells its page that the other end has closed: `null` says it everywhere. */
export function messagePort(wire: MessagePortLike): Port {
  const port = createPort({
    send: (text) => wire.postMessage(text),
    close: () => {
      wire.postMessage(null);
      wire.close();
    },
  });
  const onMessage: Listener = ({ data }) => {
    if (typeof data === "string") port.receive(data);
    else if (data === null) port.closed();
  };
  if ("addEventListener" in wire) {
    wire.addEventListener("message", onMessage);
    wire.addEventListener("close", () => port.closed());
  } else {
    wire.on("message", onMessage);
    wire.on("close", () => port.closed());
  }
  wire.start();
  return port;
}
