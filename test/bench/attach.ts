import { once } from "node:events";

/**
 * The window's page over the DevTools protocol itself: the test driver takes 0.2 s to attach and slows the page meanwhile,
 * which would be counted as the window's. Attaches as soon as the window shows our page: what attaches to an earlier one loses it.
 */
export async function attach(port: number) {
  const socket = new WebSocket(await addressOf(port));
  await once(socket, "open");
  let asked = 0;

  function send<T>(method: string, params: object): Promise<T> {
    const id = ++asked;
    return new Promise((resolve, reject) => {
      const onMessage = ({ data }: MessageEvent<string>) => {
        const answer = JSON.parse(data) as { id?: number; result: T; error?: { message: string } };
        if (answer.id !== id) return;
        socket.removeEventListener("message", onMessage);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
        else resolve(answer.result);
      };
      socket.addEventListener("message", onMessage);
      socket.send(JSON.stringify({ id, method, params }));
    });
  }
  /** Tried again while the page is only being made. */
  async function evaluateSoon<T>(params: object): Promise<{ result: { value: T }; exceptionDetails?: { text: string } }> {
    for (const deadline = performance.now() + 5000; ; await new Promise((resolve) => setTimeout(resolve, 5))) {
      try {
        return await send("Runtime.evaluate", params);
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
    }
  }
  async function evaluate<T>(work: (...given: never[]) => T, ...given: unknown[]): Promise<Awaited<T>> {
    const expression = `(${work.toString()})(...${JSON.stringify(given)})`;
    const { result, exceptionDetails } = await evaluateSoon<Awaited<T>>({ expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  return {
    /** When the first element of `selector` stood on the screen, in epoch milliseconds by the page's own clock. */
    drawn: (selector: string) => evaluate(drawnAt, selector),
    async type(selector: string, text: string): Promise<void> {
      await evaluate((found: string) => document.querySelector<HTMLElement>(found)!.focus(), selector);
      await send("Input.insertText", { text });
    },
    press: (selector: string, key: KeyboardEventInit) => evaluate((found: string, init: KeyboardEventInit) => void document.querySelector(found)!.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true })), selector, key),
    close: () => socket.close(),
  };
}

/** Runs in the page. */
async function drawnAt(selector: string): Promise<number> {
  const isThere = () => document.querySelector(selector) !== null;
  if (!isThere())
    await new Promise<void>((resolve) =>
      new MutationObserver((_changes, observer) => {
        if (!isThere()) return;
        observer.disconnect();
        resolve();
      }).observe(document, { subtree: true, childList: true }),
    );
  // The frame that shows it has been handed on when the one after it begins.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return performance.timeOrigin + performance.now();
}

async function addressOf(port: number): Promise<string> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const targets = await fetch(`http://127.0.0.1:${port}/json`).then((answer) => answer.json() as Promise<{ url: string; webSocketDebuggerUrl: string }[]>, () => []);
    const ours = targets.find(({ url }) => url.startsWith("app://"));
    if (ours) return ours.webSocketDebuggerUrl;
  }
  throw new Error("No window came within 20 s.");
}
