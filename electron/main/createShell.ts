import { dialog, shell as system, type BrowserWindow } from "electron";
import { AppError } from "../../shared/errors.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import type { ShellContract } from "../../shared/shell.ts";

/** What only the window can do for its page. */
export function createShell(window: BrowserWindow): Services<ShellContract> {
  return {
    window: {
      async pickFiles({ title, extensions }) {
        const filters = [...(extensions.length > 0 ? [{ name: extensions.join(", "), extensions }] : []), { name: "All files", extensions: ["*"] }];
        return { paths: (await dialog.showOpenDialog(window, { title, filters, properties: ["openFile", "multiSelections"] })).filePaths };
      },
      // The system's own dialog asks about a file that is there.
      saveAs: async ({ title, path }) => ({ path: (await dialog.showSaveDialog(window, { title, defaultPath: path })).filePath || null, mayReplace: true }),
      async openLink({ url }) {
        if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new AppError("bad-request", `${url.slice(0, 200)} is not a web address.`);
        await system.openExternal(url);
        return {};
      },
      showInFolder: ({ path }) => (system.showItemInFolder(path), {}),
    },
  };
}
