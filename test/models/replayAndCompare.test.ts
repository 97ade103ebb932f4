import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createCore, type Core } from "../../electron/core/createCore.ts";
import { core as contract } from "../../shared/contract.ts";
import { connect } from "../../shared/rpc/connect.ts";
import type { Client } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import { serve } from "../../shared/rpc/serve.ts";
import type { Sampling } from "../../shared/schemas/chat.ts";
import type { Comparison } from "../../shared/schemas/comparison.ts";
import type { ReplayResult } from "../../shared/schemas/replay.ts";

/** v1 gives in to it, v2 asks back: the two differ here on purpose. */
const contradictory = "I want to cancel order 4821 but please do not cancel it.";

let folder: string;
let core: Core;
let api: Client<typeof contract>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapedeck core #% é-"));
  await open();
});
afterEach(() => core.close());

async function open() {
  core = await createCore({ dataFolder: folder, startNew: false });
  const [near, far] = memoryPorts();
  serve(contract, core.services, far);
  api = connect(contract, near);
}

async function ask(target: string, content: string, sampling: Sampling = { temperature: 0, seed: 7 }): Promise<string> {
  let id = "";
  for await (const event of api.gateway.run({ target, messages: [{ role: "user", content }], sampling, origin: "chat" })) if (event.type === "begun") id = event.interactionId;
  return id;
}

async function replay(request: Parameters<typeof api.replay.run>[0]): Promise<ReplayResult[]> {
  const results: ReplayResult[] = [];
  for await (const event of api.replay.run(request)) if (event.type === "result") results.push(event.result);
  return results;
}

async function watchToEnd(id: string): Promise<Comparison> {
  let last: Comparison | undefined;
  for await (const comparison of api.compare.watch({ id })) last = comparison;
  return last!;
}

describe("replay", () => {
  it("is identical five times at a temperature with the recorded seed, though none was asked for", async () => {
    const id = await ask("demo-support-v2", "Where is my order 4821?", {});
    const results = await replay({ interactionId: id, times: 5 });
    expect(results.map(({ grade, differences }) => ({ grade, differences }))).toEqual(Array.from({ length: 5 }, () => ({ grade: "identical", differences: [] })));
    expect((await api.replay.history({ id })).map(({ interactionId }) => interactionId)).toEqual(results.map(({ interactionId }) => interactionId).toReversed());
  });

  it("names the first token at which the other version leaves, and the condition that changed", async () => {
    const id = await ask("demo-support-v1", contradictory);
    const [result] = await replay({ interactionId: id, target: "demo-support-v2" });
    const [before, after] = [await api.interactions.get({ id }), await api.interactions.get({ id: result!.interactionId })];
    expect(result).toMatchObject({ grade: "diverged", differences: ["model"] });
    const { token, original, replayed } = result!.firstDivergence!;
    const startOf = (ends: number[] | null) => (token === 0 ? 0 : ends![token - 1]!);
    expect(before.output.slice(startOf(before.outputTokenEnds)).startsWith(original)).toBe(true);
    expect(original).not.toBe(replayed);
    expect(after.output).toContain(replayed);
    expect(before.output.slice(0, startOf(before.outputTokenEnds))).toBe(after.output.slice(0, startOf(before.outputTokenEnds)));
  });

  it("says that parameters differ when one was overridden", async () => {
    const id = await ask("demo-support-v2", "Where is my order 4821?");
    const [result] = await replay({ interactionId: id, overrides: { maxTokens: 3 } });
    expect(result).toMatchObject({ differences: ["parameters"], grade: "diverged", firstDivergence: { token: 3, replayed: "" } });
  });

  it("comes back byte for byte with a lone surrogate and a NUL, and replays identically", async () => {
    const odd = "Where is \ud800 my \0 order 🚚 4821?";
    const id = await ask("demo-support-v2", odd);
    expect((await api.interactions.get({ id })).request.messages[0]!.content).toBe(odd);
    expect(await replay({ interactionId: id })).toMatchObject([{ grade: "identical" }]);
  });

  it("refuses what is not there: the interaction, or the model that it names", async () => {
    await expect(replay({ interactionId: "int_00000000000000000000" })).rejects.toMatchObject({ code: "not-found" });
    const id = await ask("demo-support-v2", "Hello");
    await expect(replay({ interactionId: id, target: "nobody" })).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("nobody") });
  });
});

describe("a comparison", () => {
  it("puts every model's answer beside the others, in the order that was asked for, and is kept", async () => {
    const { id } = await api.compare.start({ targets: ["demo-support-v2", "demo-support-v1"], inputs: { messages: [{ role: "user", content: contradictory }] }, sampling: { temperature: 0, seed: 1 } });
    const done = await watchToEnd(id);
    expect(done).toMatchObject({ state: "done", targets: ["demo-support-v2", "demo-support-v1"] });
    expect(done.cells.map(({ row, column, status }) => [row, column, status])).toEqual([[0, 0, "ok"], [0, 1, "ok"]]);
    expect(done.cells[0]!.output).not.toBe(done.cells[1]!.output);
    expect(done.cells.every(({ firstTokenMs, tokensPerSecond }) => firstTokenMs! > 0 && tokensPerSecond! > 0)).toBe(true);
    for (const cell of done.cells) expect(await api.interactions.get({ id: cell.interactionId! })).toMatchObject({ origin: "compare", output: cell.output });

    await core.close();
    await open();
    expect(await watchToEnd(id)).toEqual(done);
    expect(await api.compare.list({})).toMatchObject([{ id, inputCount: 1, title: contradictory }]);
  });

  it("asks chosen interactions again with their own sampling", async () => {
    const ids = [await ask("demo-support-v1", "Hello", { seed: 3 }), await ask("demo-support-v1", "Where is my order 4821?", { seed: 4 })];
    const { id } = await api.compare.start({ targets: ["demo-support-v1", "demo-support-v2"], inputs: { interactionIds: ids } });
    const { cells, inputs } = await watchToEnd(id);
    expect(inputs.map(({ interactionId }) => interactionId)).toEqual(ids);
    for (const [row, original] of ids.entries()) {
      const again = await api.interactions.get({ id: cells[row * 2]!.interactionId! });
      expect(again.output).toBe((await api.interactions.get({ id: original })).output);
      expect(again.conditions.sampling).toEqual((await api.interactions.get({ id: original })).conditions.sampling);
    }
  });

  it("is cancelled by its job: what was answered stays, the rest is never asked", async () => {
    const ids = [await ask("demo-support-v1", "Hello")];
    const { id, jobId } = await api.compare.start({ targets: ["demo-support-v1", "demo-support-v2"], inputs: { interactionIds: Array.from({ length: 250 }, () => ids[0]!) } });
    for await (const { cells } of api.compare.watch({ id })) if (cells.some(({ status }) => status === "ok")) break;
    expect(await api.jobs.cancel({ id: jobId })).toMatchObject({ state: "cancelled" });
    const { state, cells } = await watchToEnd(id);
    expect(state).toBe("cancelled");
    expect(cells.some(({ status }) => status === "ok")).toBe(true);
    expect(cells.some(({ status }) => status === "waiting")).toBe(true);
    for (const { status, interactionId } of cells) expect(interactionId === null).toBe(status === "waiting");
  });

  it("asks nothing more when the core ends in the middle of it", async () => {
    const ids = [await ask("demo-support-v1", "Hello")];
    const { id } = await api.compare.start({ targets: ["demo-support-v1", "demo-support-v2"], inputs: { interactionIds: Array.from({ length: 250 }, () => ids[0]!) } });
    for await (const { cells } of api.compare.watch({ id })) if (cells.some(({ status }) => status === "ok")) break;
    await core.close();
    await open();
    const { items } = await api.interactions.list({ filter: "origin = compare and status = cancelled", limit: 1000 });
    expect(items.length).toBeLessThanOrEqual(1);
    for await (const jobs of api.jobs.watch({})) {
      expect(jobs.find(({ kind }) => kind === "compare")).toMatchObject({ state: "interrupted" });
      break;
    }
  });

  it("shows a model that fails as a failed answer and goes on with the others", async () => {
    const long = "word ".repeat(6000);
    const { id } = await api.compare.start({ targets: ["demo-support-v1", "demo-support-v2"], inputs: { messages: [{ role: "user", content: long }] } });
    const { state, cells } = await watchToEnd(id);
    expect(state).toBe("done");
    expect(cells).toMatchObject([{ status: "failed", error: expect.stringMatching(/4,?096/) }, { status: "failed" }]);
  });

  it("refuses a target that is not there before anything runs", async () => {
    await expect(api.compare.start({ targets: ["demo-support-v1", "nobody"], inputs: { messages: [{ role: "user", content: "Hello" }] } })).rejects.toMatchObject({ code: "not-found" });
    expect(await api.compare.list({})).toEqual([]);
  });
});
