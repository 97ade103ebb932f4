import { AppError } from "../shared/errors.ts";
import { messagePort } from "../shared/rpc/messagePort.ts";
import type { Port } from "../shared/rpc/port.ts";
import { webSocketPort } from "../shared/rpc/webSocketPort.ts";

/** What preload gives the page of a window. `connect` answers with a window message `{tapedeck: wire}` that carries the port. */
export type Bridge = { connect(wire: "core" | "shell"): void; pathOf(file: File): string };
declare global {
  interface Window {
    tapedeck?: Bridge;
  }
}

const openLimitMs = 10_000;

/** Opens a port to the core: a MessagePort in a window, a WebSocket in a browser. */
export function openCorePort(): Promise<Port> {
  return window.tapedeck ? openBridgePort(window.tapedeck, "core") : openSocketPort();
}

/** A port that preload passes on from main. */
export function openBridgePort(bridge: Bridge, wire: "core" | "shell"): Promise<Port> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(limit);
      window.removeEventListener("message", onMessage);
    };
    const onMessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data?.tapedeck !== wire || !port) return;
      done();
      resolve(messagePort(port));
    };
    const limit = setTimeout(() => {
      done();
      reject(new AppError("connection-lost", "Tapedeck's core does not answer.", { fix: "Close this window and start Tapedeck again." }));
    }, openLimitMs);
    window.addEventListener("message", onMessage);
    bridge.connect(wire);
  });
}

async function openSocketPort(): Promise<Port> {
  await tradeToken();
  const address = new URL("rpc", document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.hash = "";
  const socket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve(webSocketPort(socket)), { once: true });
    socket.addEventListener("error", () => void whyRefused().then(reject), { once: true });
  });
}

/** A browser does not say why a WebSocket failed; whether the listener is there at all tells the two cases apart. */
async function whyRefused(): Promise<AppError> {
  const isThere = await fetch("healthz", { signal: AbortSignal.timeout(3000) }).then((answer) => answer.ok, () => false);
  if (isThere) return new AppError("unauthorized", "This page is not signed in: its token is missing or from an earlier start.", { fix: "Open the address that `tapedeck serve` printed last." });
  return new AppError("connection-lost", "Tapedeck's core cannot be reached.", { fix: "It is tried again by itself; see that `tapedeck serve` is still running." });
}

/** The address that `serve` prints ends in `#token=…`: the token becomes a cookie and leaves the address. */
async function tradeToken(): Promise<void> {
  const token = tokenOf(location.hash);
  if (token === null) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  const answer = await fetch("session", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });
  if (!answer.ok) throw new AppError("unauthorized", "The address holds a token that is not valid any more.", { fix: "Open the address that `tapedeck serve` printed last." });
}

const tokenOf = (hash: string) => new URLSearchParams(hash.slice(1)).get("token");

/** Such an address put into a tab that shows the console changes only its fragment: the page has to start anew to sign in. */
export function signInWhereAsked(startAnew: () => void = () => location.reload()): void {
  window.addEventListener("hashchange", () => {
    if (tokenOf(location.hash) !== null) startAnew();
  });
}
