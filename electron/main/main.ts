import { existsSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { app, ipcMain, Menu, protocol, type BrowserWindow, type MessagePortMain } from "electron";
import { core } from "../../shared/contract.ts";
import { connect } from "../../shared/rpc/connect.ts";
import { messagePort } from "../../shared/rpc/messagePort.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { relay } from "../../shared/rpc/relay.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { shell } from "../../shared/shell.ts";
import { createCoreProcess } from "./coreProcess.ts";
import { createShell } from "./createShell.ts";
import { agreeToStartNew, endWithError } from "./failureDialog.ts";
import { openWindow, pageAddress } from "./openWindow.ts";
import { servePages } from "./servePages.ts";

process.on("uncaughtException", endWithError);
process.on("unhandledRejection", endWithError);
// As root, Electron runs above everyone else, and its children would inherit that.
setPriority(0, 0);
for (const name of ["disable-background-networking", "disable-component-update", "disable-domain-reliability", "no-pings"]) app.commandLine.appendSwitch(name);
// Without a GPU its process only dies and is started again, which costs the start-up 0.1 s.
if (process.platform === "linux" && !existsSync("/dev/dri")) app.disableHardwareAcceleration();
protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);

const coreProcess = createCoreProcess({ args: process.argv.slice(1), onFailed: (failure) => void app.whenReady().then(async () => ((await agreeToStartNew(failure)) ? coreProcess.retry(true) : app.quit())) });
// Chromium's own files lie with the data; that must be known before it starts.
app.setPath("userData", join(await coreProcess.folder, "electron"));
let window: BrowserWindow | undefined;

if (!app.requestSingleInstanceLock()) app.exit(0);
else {
  coreProcess.release(false);
  void app.whenReady().then(start);
}

async function start() {
  servePages();
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: "fileMenu" }, { role: "editMenu" }, { role: "viewMenu" }, { role: "windowMenu" }]));
  await coreProcess.ready();
  const { settings } = connect(core, coreProcess.openPage());
  const remembered = await Promise.race([settings.recall({ key: "window" }).catch(() => undefined), delay(500)]);
  window = openWindow(remembered?.value, (bounds) => void settings.remember({ key: "window", value: bounds }).catch(() => {}));
}

ipcMain.on("connect", ({ ports, senderFrame }, wire: unknown) => {
  const port = ports[0] && pagePort(ports[0]);
  if (!port || !window || !senderFrame?.url.startsWith(pageAddress)) return;
  if (wire === "shell") serve(shell, createShell(window), port);
  else relay(port, coreProcess.openPage());
});

app.on("second-instance", () => {
  if (window?.isMinimized()) window.restore();
  window?.focus();
});
app.on("window-all-closed", () => app.quit());
app.on("will-quit", (event) => {
  event.preventDefault();
  void coreProcess.stop().finally(() => app.exit(0));
});

/** Main's end of a page's port; it closes when the page goes. */
function pagePort(wire: MessagePortMain): Port {
  const port = messagePort({ postMessage: (text) => wire.postMessage(text), addEventListener: (type, listener) => void wire.on(type, listener), start: () => wire.start(), close: () => wire.close() });
  wire.on("close", () => port.close());
  return port;
}
