import { z } from "zod";
import { createPort, type Port } from "./port.ts";

/** One message of one page. `text` null: that side has closed the page. */
const PageMessage = z.object({ page: z.int(), text: z.string().nullable() });

/** What a forked child's handle and the child's own `process` have in common. */
type Pipe = {
  send?(message: unknown, callback?: (error: Error | null) => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
  connected?: boolean;
};

/**
 * Many ports over one child's pipe. The side that forked opens pages; the child gets each as a port by `onPage`. Messages pass
 * unread, and other messages on the same pipe are left to others. When the pipe ends, every page closes.
 */
export function pageChannel(pipe: Pipe, onPage?: (port: Port) => void): { open(): Port } {
  const pages = new Map<number, ReturnType<typeof createPort>>();
  let lastPage = 0;
  // The callback swallows EPIPE: a pipe that ended is reported by "disconnect".
  const post = (page: number, text: string | null) => void (pipe.connected && pipe.send?.({ page, text }, () => {}));

  function add(page: number) {
    lastPage = page;
    const port = createPort({
      send: (text) => post(page, text),
      close: () => {
        pages.delete(page);
        post(page, null);
      },
    });
    pages.set(page, port);
    return port;
  }

  pipe.on("message", (raw) => {
    const parsed = PageMessage.safeParse(raw);
    if (!parsed.success) return;
    const { page, text } = parsed.data;
    // Numbers only grow, so what still arrives for a page that was closed here opens no new one.
    if (onPage && page > lastPage) onPage(add(page));
    if (text !== null) return pages.get(page)?.receive(text);
    pages.get(page)?.closed();
    pages.delete(page);
  });
  pipe.on("disconnect", () => {
    for (const port of pages.values()) port.closed();
    pages.clear();
  });
  return {
    open() {
      const port = add(lastPage + 1);
      if (pipe.connected === false) queueMicrotask(() => port.closed());
      return port;
    },
  };
}
