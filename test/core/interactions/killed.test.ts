import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";
import { until } from "../../helpers/until.ts";

it("loses no acknowledged row, and calls what was running interrupted, when its process is killed in the middle of a thousand", async () => {
  const folder = tempFolder();
  const begun = new Set<string>();
  const finished = new Set<string>();
  const child = fork(fileURLToPath(new URL("../../helpers/recordUntilKilled.ts", import.meta.url)), [folder], { execArgv: [] });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.on("message", (message: { begun: string } | { finished: string }) => ("begun" in message ? begun.add(message.begun) : finished.add(message.finished)));
  await until(() => finished.size >= 1000, 60_000);
  child.kill("SIGKILL");
  await once(child, "close");

  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  const status = new Map<string, string>();
  for (let cursor: string | undefined; ; ) {
    const page = await log.list({ limit: 1000, cursor }, new AbortController().signal);
    for (const item of page.items) status.set(item.id, item.status);
    if (page.next === null) break;
    cursor = page.next;
  }
  expect([...begun].filter((id) => !status.has(id))).toEqual([]);
  expect([...finished].filter((id) => status.get(id) !== "ok")).toEqual([]);
  expect([...status.values()].filter((each) => each !== "ok")).toEqual(Array.from({ length: log.interrupted }, () => "interrupted"));
  expect(log.interrupted).toBeLessThanOrEqual(4);
}, 90_000);
