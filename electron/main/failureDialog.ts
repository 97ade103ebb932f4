import { app, dialog } from "electron";
import type { Failure } from "../../shared/errors.ts";

const text = ({ message, fix }: Failure) => (fix ? `${message}\n\n${fix}` : message);

/** Says why the core can't start. A broken database may be set aside here; gives whether the person agreed to a new one. Everything else ends the app. */
export async function agreeToStartNew(failure: Failure): Promise<boolean> {
  if (failure.code !== "database-corrupt") {
    dialog.showErrorBox("Tapedeck can't start", text(failure));
    return false;
  }
  const { response } = await dialog.showMessageBox({
    type: "warning", title: "Tapedeck", message: "Tapedeck can't read its database", buttons: ["Quit", "Set aside and start new"], defaultId: 0, cancelId: 0,
    detail: `${text(failure)}\n\n“Set aside and start new” renames the broken file and starts with an empty one. Nothing is deleted.`,
  });
  return response === 1;
}

/** A fault of this process itself. */
export function endWithError(error: unknown): void {
  dialog.showErrorBox("Tapedeck ended by a fault", `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\nWhat was recorded is kept. Start Tapedeck again; if this comes back, report the lines above.`);
  app.exit(3);
}
