import { BrowserWindow, screen, session, type Rectangle } from "electron";
import { visibleBounds } from "../../shared/visibleBounds.ts";
import { endWithError } from "./failureDialog.ts";
import { preloadPath } from "./places.ts";

export const pageAddress = "app://tapedeck/";
/** A page that ends more often is not loaded again: it would go on for ever. */
const maxEnds = 3;
const endsWithinMs = 60_000;

/** The one window: sandboxed, shows only our own pages, may ask the system for nothing. Its page is read at once; it shows when its `remembered` bounds are known. */
export function openWindow(remembered: Promise<unknown>, remember: (bounds: Rectangle) => void): BrowserWindow {
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  session.defaultSession.setSpellCheckerEnabled(false);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === "clipboard-sanitized-write"));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === "clipboard-sanitized-write");
  const window = new BrowserWindow({
    ...visibleBounds(undefined, areas), minWidth: 640, minHeight: 400, title: "Tapedeck", show: false, autoHideMenuBar: true,
    webPreferences: { preload: preloadPath, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  window.webContents.on("will-frame-navigate", (event) => event.preventDefault());
  let ends: number[] = [];
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    ends = [...ends.filter((at) => Date.now() - at < endsWithinMs), Date.now()];
    if (ends.length > maxEnds) endWithError(new Error(`The window's page ended ${ends.length} times within a minute (${reason}).`));
    else window.webContents.reload();
  });
  const isDrawn = new Promise<void>((resolve) => window.once("ready-to-show", () => resolve()));
  void remembered.then(async (bounds) => {
    window.setBounds(visibleBounds(bounds, areas));
    await isDrawn;
    window.show();
  });
  window.on("close", () => remember(window.getNormalBounds()));
  void window.loadURL(pageAddress);
  return window;
}
