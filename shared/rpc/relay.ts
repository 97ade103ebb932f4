import type { Port } from "./port.ts";

/** Passes everything between two ports on, unread; when one closes, so does the other. */
export function relay(a: Port, b: Port): void {
  a.onMessage(b.send);
  b.onMessage(a.send);
  a.onClose(b.close);
  b.onClose(a.close);
}
