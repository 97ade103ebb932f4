import { AppError } from "../shared/errors.ts";
import type { Client } from "../shared/rpc/contract.ts";
import { shell, type ShellContract } from "../shared/shell.ts";
import { createLink } from "./link.ts";
import { openBridgePort, type Bridge } from "./ports.ts";
import { pickFolder, pickPaths } from "./components/pickPaths.ts";
import { nameOf, pathIn } from "./paths.ts";

/** The shell contract, and the path of a file that was dropped on the page (null where a page cannot know it). */
export type Shell = Client<ShellContract> & { pathOf(file: File): string | null };

/** Main's shell in a window, the page's own in a browser. */
export function createShell(): Shell {
  return typeof window !== "undefined" && window.tapedeck ? windowShell(window.tapedeck) : browserShell();
}

function windowShell(bridge: Bridge): Shell {
  const link = createLink({ contract: shell, openPort: () => openBridgePort(bridge, "shell") });
  void link.start();
  return { ...link.api, pathOf: (file) => bridge.pathOf(file) || null };
}

function browserShell(): Shell {
  return {
    window: {
      pickFiles: async (input) => ({ paths: await pickPaths(input) }),
      async saveAs({ title, path }) {
        const folder = await pickFolder(title);
        return { path: folder === null ? null : pathIn(folder, nameOf(path)), mayReplace: false };
      },
      async openLink({ url }) {
        if (!/^https?:$/.test(new URL(url).protocol)) throw new AppError("bad-request", `${url} is not a web address.`);
        window.open(url, "_blank", "noopener,noreferrer");
        return {};
      },
      async showInFolder({ path }) {
        throw new AppError("bad-request", `A browser cannot open folders of the core's machine: ${path}`, { fix: "Copy the path and open it there." });
      },
    },
    pathOf: () => null,
  };
}
