import Sqlite from "better-sqlite3";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { newDataFolder, startServe, tapedeck } from "../helpers/tapedeck.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

const line = (n: number) => JSON.stringify({ id: `chatcmpl-${n}`, object: "chat.completion", created: 1_717_200_000 + n, model: "gpt-x", messages: [{ role: "user", content: `question ${n}` }], choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: `answer ${n}` } }] });

it("backs up, verifies, refuses to restore over a Tapedeck that runs, restores, and repairs, all from the command line", async () => {
  const data = newDataFolder();
  const folder = tempFolder();
  const file = join(folder, "calls.jsonl");
  writeFileSync(file, [1, 2, 3].map(line).join("\n"));
  expect((await tapedeck(["import", file, "--data", data])).code).toBe(0);
  const query = async () => (await tapedeck(["query", "--data", data])).stdout;
  const before = await query();
  expect(before.split("\n").filter(Boolean)).toHaveLength(3);

  const backup = join(folder, "the backup");
  expect(await tapedeck(["backup", backup, "--data", data])).toMatchObject({ code: 0, stdout: expect.stringMatching(/the backup: 2 files, /) });
  expect(await tapedeck(["backup", backup, "--verify", "--data", data])).toMatchObject({ code: 0, stdout: expect.stringContaining("is whole and sound") });

  const serving = await startServe(data);
  try {
    expect(await tapedeck(["restore", backup, "--data", data])).toMatchObject({ code: 3, stderr: expect.stringContaining("is in use by `tapedeck serve`") });
  } finally {
    await serving.stop();
  }

  writeFileSync(file, line(4));
  await tapedeck(["import", file, "--data", data]);
  expect(await tapedeck(["restore", join(folder, "nowhere"), "--data", data])).toMatchObject({ code: 2, stderr: expect.stringContaining("no whole backup") });
  expect((await query()).split("\n").filter(Boolean)).toHaveLength(4);
  expect(await tapedeck(["restore", backup, "--data", data])).toMatchObject({ code: 0, stdout: expect.stringContaining("What was there before lies in") });
  expect(await query()).toBe(before);
  expect(readdirSync(data).some((name) => name.startsWith("before-restore-"))).toBe(true);

  const db = new Sqlite(join(data, "log", "2024-06.sqlite"));
  db.exec("INSERT INTO interaction_text (interaction_text) VALUES ('delete-all')");
  db.close();
  expect((await tapedeck(["doctor", "--repair", "--data", data])).stderr).toContain("2024-06.sqlite: Full text of 3 interactions was made anew.");
  expect((await tapedeck(["query", "--text", "question", "--data", data])).stdout).toBe(before);
  expect(existsSync(join(data, "restore.json"))).toBe(false);
}, 120_000);
