import { app, dialog } from "electron";
import type { Failure } from "../../shared/errors.ts";

/** Says why the core can't start. Gives whether the person lets a broken database be set aside; all else ends the app. */
export async function agreeToStartNew({ code, message, fix }: Failure): Promise<boolean> {
  const canStartNew = code === "database-corrupt";
  const { response } = await dialog.showMessageBox({
    type: "error", title: "Tapedeck", message, buttons: canStartNew ? ["Quit", "Set aside and start new"] : ["Quit"], defaultId: 0, cancelId: 0, noLink: true,
    detail: canStartNew ? "“Set aside and start new” renames the broken file and starts with an empty one. Nothing is deleted." : (fix ?? ""),
  });
  return response === 1;
}

/** A fault of this process itself. */
export function endWithError(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  dialog.showErrorBox("Tapedeck ended by a fault", `${what}\n\nWhat was recorded is kept. Start Tapedeck again; if this comes back, report the lines above.`);
  app.exit(3);
}
