import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DoctorCheck } from "../../../shared/schemas/app.ts";
import { places } from "../../core/places.ts";
import { runDoctor } from "../../core/doctor/runDoctor.ts";
import type { Context } from "../context.ts";

const marks: Record<DoctorCheck["state"], string> = { ok: "ok     ", caution: "caution", fault: "FAULT  " };

/** Checks the machine and the data folder, whether a core runs or can run at all. Exit code 3 where something keeps Tapedeck from working. */
export async function doctor({ startNew, repair }: { startNew?: boolean; repair?: boolean }, { output, signal, dataFolder }: Context): Promise<number> {
  const folder = await dataFolder();
  if (repair) await repairAll(folder, output.note, signal);
  if (startNew) await setAside(folder, output.note);
  const checks = await runDoctor({ dataFolder: folder, databaseCheckEntry: places.databaseCheck });
  if (output.isJson) await output.document(checks);
  else {
    for (const { state, name, found, fix } of checks) {
      await output.line(`${marks[state]} ${name}: ${found}`);
      if (fix !== null) await output.line(`        Fix: ${fix}`);
    }
  }
  return checks.some(({ state }) => state === "fault") ? 3 : 0;
}

/** Nobody else may use the folder meanwhile. */
async function repairAll(dataFolder: string, note: (text: string) => void, signal: AbortSignal): Promise<void> {
  const { claimFolder } = await import("../../core/owner/claimFolder.ts");
  const { noteDeed } = await import("../../core/care/audit/noteDeed.ts");
  const { runTask } = await import("../../core/care/thread/runTask.ts");
  const claim = claimFolder(dataFolder);
  try {
    const repaired: string[] = [];
    for await (const { path, done } of runTask(places.care, "repairFolder", { dataFolder }, signal)) {
      note(`${path}: ${done.join(" ") || "sound, nothing to repair."}`);
      if (done.length > 0) repaired.push(path);
    }
    if (repaired.length > 0 && existsSync(join(dataFolder, "tapedeck.sqlite"))) noteDeed(dataFolder, { via: "command", action: "repair", details: { names: repaired } }, Date.now);
  } finally {
    claim.release();
  }
}

/** Opening the core once with the person's leave does it. */
async function setAside(dataFolder: string, note: (text: string) => void): Promise<void> {
  const { openCore } = await import("../../core/openCore.ts");
  const owned = await openCore({ dataFolder, kind: "command", startNew: true });
  const { notices } = await owned.services.app.info({}, new AbortController().signal);
  for (const { title, body } of notices) note(`${title}: ${body}`);
  await owned.close();
}
