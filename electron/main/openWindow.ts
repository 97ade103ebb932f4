import { BrowserWindow, screen, session, type Rectangle } from "electron";
import { preloadPath } from "./places.ts";
import { visibleBounds } from "./visibleBounds.ts";

export const pageAddress = "app://tapedeck/";

/** The one window: sandboxed, shows only our own pages, may ask the system for nothing. */
export function openWindow(remembered: unknown, remember: (bounds: Rectangle) => void): BrowserWindow {
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  session.defaultSession.setSpellCheckerEnabled(false);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === "clipboard-sanitized-write"));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === "clipboard-sanitized-write");
  const window = new BrowserWindow({
    ...visibleBounds(remembered, areas), minWidth: 640, minHeight: 400, title: "Tapedeck", show: false, autoHideMenuBar: true,
    webPreferences: { preload: preloadPath, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  window.webContents.on("will-frame-navigate", (event) => event.preventDefault());
  window.webContents.on("render-process-gone", (_event, { reason }) => reason !== "clean-exit" && window.webContents.reload());
  window.once("ready-to-show", () => window.show());
  window.on("close", () => remember(window.getNormalBounds()));
  void window.loadURL(pageAddress);
  return window;
}
