import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { checkLog } from "../../helpers/checkLog.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";
import { until } from "../../helpers/until.ts";

const program = fileURLToPath(new URL("../../helpers/recordUntilKilled.ts", import.meta.url));
/** `npm run torture -- log` kills 200 times. */
const kills = Number(process.env["TAPEDECK_LOG_KILLS"] ?? 20);
/** A run goes on for up to so long after its first row, so that it is killed anywhere in a commit, a checkpoint, or between. */
const killedWithinMs = 250;

type Said = { begun: string } | { finished: string } | { stored: string[] } | { removing: string[] } | { removed: string[] };

it(`loses nothing acknowledged and stays whole when its process is killed ${kills} times under load`, async () => {
  const folder = tempFolder();
  const begun = new Set<string>();
  const ended = new Set<string>();
  const unsure = new Set<string>();
  const removed = new Set<string>();
  for (let run = 0; run < kills; run++) {
    const child = fork(program, [folder, String(run)], { execArgv: [] });
    onTestFinished(() => void child.kill("SIGKILL"));
    let acknowledged = 0;
    child.on("message", (message: Said) => {
      acknowledged++;
      if ("begun" in message) begun.add(message.begun);
      else if ("finished" in message) ended.add(message.finished);
      else if ("stored" in message) for (const id of message.stored) ended.add(id);
      else if ("removing" in message) for (const id of message.removing) unsure.add(id);
      else for (const id of message.removed) removed.add(id);
    });
    await until(() => acknowledged > 0, 60_000);
    await delay(Math.random() * killedWithinMs);
    child.kill("SIGKILL");
    await once(child, "close");

    const { status, faults } = checkLog(folder);
    expect(faults, `after kill ${run + 1}`).toEqual([]);
    expect([...begun].filter((id) => !status.has(id))).toEqual([]);
    expect([...ended].filter((id) => !unsure.has(id) && status.get(id) !== "ok")).toEqual([]);
    expect([...removed].filter((id) => status.has(id))).toEqual([]);
  }
  console.log(`${kills} kills: ${begun.size} begun, ${ended.size} ended and ${removed.size} removed were acknowledged; none was lost, integrity_check ok each time.`);
  expect(ended.size).toBeGreaterThan(kills);

  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  expect([...checkLog(folder).status.values()].filter((each) => each === "running")).toEqual([]);
}, Math.max(180_000, kills * 10_000));
