import { once } from "node:events";
import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOwnerRecord } from "../../../electron/core/owner/ownerRecord.ts";
import { endlessQuestion } from "../../helpers/endlessQuestion.ts";
import { ended, newDataFolder, startServe, startTapedeck, tapedeck, type Serving } from "../../helpers/tapedeck.ts";

let dataFolder: string;
let serving: Serving | undefined;
beforeEach(() => {
  dataFolder = newDataFolder();
  serving = undefined;
});
afterEach(async () => {
  await serving?.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const question = "Where is my order 4821?";
const run = (...args: string[]) => tapedeck([...args, "--data", dataFolder]);
const chat = (...more: string[]) => run("chat", "--model", "demo-support-v2", "--seed", "7", ...more);
const json = (text: string) => JSON.parse(text) as Record<string, never>;
const lines = (text: string) => text.split("\n").filter(Boolean).map(json);
const startEndless = () => startTapedeck(["chat", "--model", "demo-support-v1", "--temperature", "0", "--max-tokens", "3000", endlessQuestion, "--data", dataFolder]);

describe("the commands by themselves", () => {
  it("answer the same twice with the same seed, in two interactions", async () => {
    const [first, second] = [json((await chat("--json", question)).stdout), json((await chat("--json", question)).stdout)];
    expect(first).toMatchObject({ status: "ok", finishReason: "stop", text: expect.stringContaining("4821"), usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) } });
    expect(first["timings"]).toMatchObject({ queueMs: expect.any(Number), firstTokenMs: expect.any(Number), totalMs: expect.any(Number), tokensPerSecond: expect.any(Number) });
    expect(second["text"]).toBe(first["text"]);
    expect(second["interactionId"]).not.toBe(first["interactionId"]);

    const found = lines((await run("query")).stdout);
    expect(found.map(({ id }) => id)).toEqual([second["interactionId"], first["interactionId"]]);
    expect(found[0]).toMatchObject({ createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), status: "ok", model: "demo-support-v2", input: question, output: first["text"], error: null, tags: [] });
    expect(lines((await run("query", "--limit", "1", "--json")).stdout)).toHaveLength(1);
    expect(lines((await run("query", "--filter", "status = failed")).stdout)).toEqual([]);
    expect(await run("query", "--filter", "status ==== failed")).toMatchObject({ code: 2, stderr: expect.stringMatching(/^tapedeck: .+\n$/) });
  });

  it("stream a plain answer, with the question from standard input", async () => {
    const child = startTapedeck(["chat", "-", "--model", "demo-support-v2", "--seed", "7", "--data", dataFolder], { stdin: "pipe" });
    child.stdin!.end(question);
    const { code, stdout, stderr } = await ended(child);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/4821.*\n$/);
  });

  it("replay: five of five are identical; with other tokens it says which, and --expect is the gate", async () => {
    const { interactionId } = json((await chat("--json", question)).stdout);
    const same = json((await run("replay", interactionId!, "--times", "5", "--json")).stdout);
    expect(same).toMatchObject({ interactionId, times: 5, identical: 5, results: Array(5).fill({ interactionId: expect.any(String), grade: "identical", firstDivergence: null, differences: [], error: null }) });

    const other = await run("replay", interactionId!, "--set", "max-tokens=3", "--json");
    expect(other.code).toBe(0);
    expect(json(other.stdout)).toMatchObject({ identical: 0, results: [{ grade: "diverged", firstDivergence: { token: 3, replayed: "" }, differences: ["parameters"] }] });
    expect((await run("replay", interactionId!, "--set", "max-tokens=3", "--expect", "identical")).code).toBe(1);
    expect((await run("replay", interactionId!, "--expect", "identical")).code).toBe(0);
    expect(await run("replay", "int_nope")).toMatchObject({ code: 2, stderr: expect.stringContaining("There is no interaction int_nope") });
  });

  it.for([
    ["--seed", "4294967295", "seed"],
    ["--max-tokens", "0", "maxTokens"],
    ["--temperature", "-1", "temperature"],
    ["--temperature", "5.1", "temperature"],
  ] as const)("refuse %s %s as wrong usage, which leaves no interaction", async ([option, value, name]) => {
    const { code, stdout, stderr } = await run("chat", "--model", "demo-support-v2", option, value, question);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(new RegExp(`^tapedeck: .*${name}.*\\n$`));
    expect(lines((await run("query")).stdout)).toEqual([]);
  });

  it("say which models there are when one is not known", async () => {
    const { code, stdout } = await run("chat", "--model", "gpt", "--json", question);
    expect(code).toBe(2);
    expect(json(stdout)).toMatchObject({ error: { code: "not-found", fix: expect.stringContaining("demo-support-v1") } });
  });

  it("end at Ctrl-C: the answer is cancelled and kept", async () => {
    const child = startEndless();
    await once(child.stdout!, "data");
    child.kill("SIGINT");
    const { code, stderr } = await ended(child);
    expect([code, stderr]).toEqual([3, "tapedeck: Cancelled.\n"]);
    expect(lines((await run("query")).stdout)).toMatchObject([{ status: "cancelled", output: expect.stringMatching(/./) }]);
  });

  it("end quietly when their reader has gone", async () => {
    const child = startEndless();
    await once(child.stdout!, "data");
    child.stdout!.destroy();
    let stderr = "";
    child.stderr!.on("data", (text: Buffer) => (stderr += text.toString()));
    const [code] = (await once(child, "exit")) as [number];
    expect([code, stderr]).toEqual([0, ""]);
    expect(lines((await run("query")).stdout)).toMatchObject([{ status: "cancelled" }]);
  });
});

describe("the commands beside an owner", () => {
  it("work through a running serve, and by themselves after it was killed", async () => {
    serving = await startServe(dataFolder);
    const { interactionId } = json((await chat("--json", question)).stdout);
    expect(lines((await run("query")).stdout)).toMatchObject([{ id: interactionId }]);
    expect(json((await run("replay", interactionId!, "--json")).stdout)).toMatchObject({ identical: 1 });
    expect(readOwnerRecord(dataFolder)).toMatchObject({ kind: "serve", pid: serving.pid });

    serving.child.kill("SIGKILL");
    const [queried, replayed, chatted] = await Promise.all([run("query"), run("replay", interactionId!, "--json"), chat("--json", question)]);
    expect(lines(queried.stdout).length).toBeGreaterThanOrEqual(2);
    expect(json(replayed.stdout)).toMatchObject({ identical: 1 });
    expect(json(chatted.stdout)).toMatchObject({ status: "ok" });
    expect(readOwnerRecord(dataFolder)).toBeNull();
  });

  it("share one core when many start at once in a new folder", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => (index % 2 ? run("models", "list", "--json") : chat("--json", question))));
    expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual(Array(5).fill([0, ""]));
    expect(lines((await run("query")).stdout)).toHaveLength(3);
    expect(readOwnerRecord(dataFolder)).toBeNull();
  });

  it("stay owner until those they serve are done", async () => {
    const owner = startTapedeck(["chat", "--model", "demo-support-v2", question, "--data", dataFolder]);
    const first = ended(owner);
    await expect.poll(() => readOwnerRecord(dataFolder), { timeout: 10_000 }).toMatchObject({ kind: "command", pid: owner.pid });
    const second = startEndless();
    const answer = ended(second);
    expect((await first).code).toBe(0);
    expect(await answer).toMatchObject({ code: 0, stderr: "" });
  });
});
