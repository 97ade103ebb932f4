import { createPort, type Port } from "./port.ts";

/** What the browser's WebSocket and the `ws` package's have in common. */
type WebSocketLike = {
  readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close" | "error", listener: () => void): void;
};

/** A port over an open WebSocket; one message a text frame. */
export function webSocketPort(socket: WebSocketLike): Port {
  const port = createPort({ send: (text) => socket.readyState === 1 && socket.send(text), close: () => socket.close() });
  socket.addEventListener("message", (event) => typeof event.data === "string" && port.receive(event.data));
  socket.addEventListener("close", () => port.closed());
  socket.addEventListener("error", () => port.closed());
  return port;
}
