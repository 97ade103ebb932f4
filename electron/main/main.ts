import { existsSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { app, ipcMain, Menu, protocol, type BrowserWindow } from "electron";
import { core } from "../../shared/contract.ts";
import { connect } from "../../shared/rpc/connect.ts";
import { messagePort } from "../../shared/rpc/messagePort.ts";
import { relay } from "../../shared/rpc/relay.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { shell } from "../../shared/shell.ts";
import { createCoreProcess } from "./coreProcess.ts";
import { createShell } from "./createShell.ts";
import { agreeToStartNew, endWithError } from "./failureDialog.ts";
import { openWindow, pageAddress } from "./openWindow.ts";
import { servePages } from "./servePages.ts";

for (const fault of ["uncaughtException", "unhandledRejection"]) process.on(fault, endWithError);
// As root, Electron runs above everyone else, and its children would inherit that.
setPriority(0, 0);
for (const name of ["disable-background-networking", "disable-component-update", "disable-domain-reliability", "no-pings"]) app.commandLine.appendSwitch(name);
// Without a GPU its process only dies and is started again, which costs the start-up 0.1 s.
if (process.platform === "linux" && !existsSync("/dev/dri")) app.disableHardwareAcceleration();
protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);

const coreProcess = createCoreProcess(process.argv.slice(1), async (failure) => {
  await app.whenReady();
  if (await agreeToStartNew(failure)) coreProcess.release(true);
  else app.exit(3);
});
let window: BrowserWindow | undefined;
const folder = await coreProcess.folder;
// Chromium's own files lie with the data; that must be known before it starts.
app.setPath("userData", folder === null ? join(app.getPath("temp"), "tapedeck-no-data") : join(folder, "electron"));
if (folder !== null) {
  // No lock: a window is open on this folder already, and comes to the front.
  if (!app.requestSingleInstanceLock()) app.exit(0);
  coreProcess.release(false);
  void app.whenReady().then(start);
}
function start() {
  servePages();
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: "fileMenu" }, { role: "editMenu" }, { role: "viewMenu" }, { role: "windowMenu" }]));
  const { settings } = connect(core, coreProcess.openPage());
  const remembered = settings.recall({ key: "window" }).then(({ value }) => value, () => undefined);
  window = openWindow(coreProcess.ready.then(() => remembered), (bounds) => void settings.remember({ key: "window", value: bounds }).catch(() => {}));
}

ipcMain.on("connect", ({ ports, senderFrame }, wire: unknown) => {
  if (!ports[0] || !window || !senderFrame?.url.startsWith(pageAddress)) return;
  if (wire === "shell") serve(shell, createShell(window), messagePort(ports[0]));
  else relay(messagePort(ports[0]), coreProcess.openPage());
});
app.on("second-instance", () => {
  if (window?.isMinimized()) window.restore();
  window?.focus();
});
app.on("will-quit", (event) => {
  event.preventDefault();
  // The core may take a moment to end: whoever starts Tapedeck again meanwhile must not be sent to a window that is gone.
  app.releaseSingleInstanceLock();
  void coreProcess.stop().finally(() => app.exit(0));
});
