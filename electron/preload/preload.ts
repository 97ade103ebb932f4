import { contextBridge, ipcRenderer, webUtils } from "electron";

// All that the page gets: two ports that it asks for by name, and the path of a file that was dropped on it.
contextBridge.exposeInMainWorld("tapedeck", {
  connect(wire: "core" | "shell") {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage("connect", wire, [port1]);
    window.postMessage({ tapedeck: wire }, location.origin, [port2]);
  },
  pathOf: (file: File) => webUtils.getPathForFile(file),
});
