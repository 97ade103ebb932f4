import { createPort, type Port } from "./port.ts";

type ByteSocket = {
  write(text: string): unknown;
  end(): unknown;
  destroy(): unknown;
  setEncoding(encoding: "utf8"): unknown;
  on(event: "data", listener: (chunk: string) => void): unknown;
  on(event: "close" | "error", listener: () => void): unknown;
};

/** A line may be this long (a 10 MB prompt with every character escaped sixfold fits); a longer one ends the connection. */
const maxLineChars = 96 * 1024 * 1024;

/** A port over a byte stream (Unix socket, named pipe): one message a line. JSON has no raw line feeds. */
export function socketPort(socket: ByteSocket): Port {
  const port = createPort({ send: (text) => void socket.write(`${text}\n`), close: () => void socket.end() });
  let parts: string[] = [];
  let length = 0;
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      parts.push(chunk.slice(start, end));
      start = end + 1;
      const line = parts.join("");
      parts = [];
      length = 0;
      port.receive(line);
    }
    if (start === chunk.length) return;
    parts.push(chunk.slice(start));
    length += chunk.length - start;
    if (length > maxLineChars) socket.destroy();
  });
  socket.on("close", () => port.closed());
  socket.on("error", () => port.closed());
  return port;
}
