import { expect, it, onTestFinished } from "vitest";
import type { RunEvent } from "../../shared/schemas/chat.ts";
import { defaultModelSettings } from "../../shared/schemas/model.ts";
import { childrenOf } from "../helpers/processes.ts";
import { until } from "../helpers/until.ts";
import { openClient } from "./openClient.ts";
import { endless, longQuestion, question } from "./openRealModel.ts";

/** In all; `npm run torture` sets 60, on a machine that does nothing else. */
const torture = process.env["TAPEDECK_KILLS"];
const kills = Math.ceil(Number(torture ?? 3) / 3);
const backWithinMs = 2000;
const longPrompt = "Where is my order? ".repeat(500);

it(`survives ${3 * kills} kills of a model's process, as many in each phase: load, prompt, generation`, { timeout: 60_000 + kills * 30_000 }, async () => {
  const { models, gateway, interactions } = await openClient();
  const [victim, bystander] = await Promise.all((await models.list({})).map(({ id }) => models.update({ id, settings: { ...defaultModelSettings, gpu: "off", threads: 1, slots: 1 } })));
  let asked = 0;

  async function ask(id: string, content: string, more: object = {}, seen: (event: RunEvent) => void = () => {}): Promise<unknown> {
    asked++;
    try {
      for await (const event of gateway.run({ target: id, messages: [{ role: "user", content }], sampling: { maxTokens: 8, ...more }, origin: "playground" })) seen(event);
      return undefined;
    } catch (error) {
      return error;
    }
  }
  const pidOf = async (id: string) => {
    const state = (await models.list({})).find((model) => model.id === id)!.runtime;
    return state.state === "loaded" ? state.runtime.pid : 0;
  };

  const others = { answers: 0, failures: [] as unknown[], isDone: false };
  await ask(bystander!.id, question);
  const bystanderPid = await pidOf(bystander!.id);
  const answering = (async () => {
    while (!others.isDone && others.failures.length === 0) {
      const error = await ask(bystander!.id, question);
      if (error) others.failures.push(error);
      else others.answers++;
    }
  })();

  const plainFrom = performance.now();
  expect(await ask(victim!.id, question)).toBeUndefined();
  const plainMs = performance.now() - plainFrom;
  const back: number[] = [];
  onTestFinished(() => void (others.isDone = true));
  for (const phase of ["load", "prompt", "generation"] as const) {
    for (let round = 0; round < kills; round++) {
      let error: unknown;
      if (phase === "load") {
        await models.unload({ id: victim!.id });
        const running = ask(victim!.id, question);
        const loading = () => childrenOf(process.pid).filter((pid) => pid !== bystanderPid);
        await until(() => loading().length > 0);
        // Early, in the middle and late.
        await new Promise((resolve) => setTimeout(resolve, (round % 4) * 80));
        for (const pid of loading()) process.kill(pid, "SIGKILL");
        error = await running;
        expect(error).toMatchObject({ code: expect.stringMatching(/model-load-failed|model-crashed/) });
      } else {
        expect(await ask(victim!.id, question)).toBeUndefined();
        const pid = await pidOf(victim!.id);
        let isKilled = false;
        error = await ask(victim!.id, phase === "prompt" ? longPrompt : longQuestion, phase === "prompt" ? {} : { ...endless, maxTokens: 2000 }, ({ type }) => {
          if (isKilled || type !== (phase === "prompt" ? "prompt" : "text")) return;
          isKilled = true;
          process.kill(pid, "SIGKILL");
        });
        expect(error).toMatchObject({ code: "model-crashed", message: expect.stringContaining("SIGKILL") });
      }
      const startedAt = performance.now();
      expect(await ask(victim!.id, question)).toBeUndefined();
      back.push(performance.now() - startedAt);
    }
  }
  others.isDone = true;
  await answering;

  const sorted = back.toSorted((a, b) => a - b);
  console.log(`${back.length} kills: back after ${Math.round(sorted[0]!)} to ${Math.round(sorted.at(-1)!)} ms (median ${Math.round(sorted[Math.floor(sorted.length / 2)]!)}; a load and an answer without a kill ${Math.round(plainMs)}), the other model answered ${others.answers} times`);
  expect(others.failures).toEqual([]);
  expect(others.answers).toBeGreaterThan(kills);
  expect(await pidOf(bystander!.id)).toBe(bystanderPid);
  expect(sorted.at(-1)).toBeLessThan(torture ? backWithinMs : Math.max(backWithinMs, 2 * plainMs));
  expect((await interactions.count({})).total).toBe(asked);
  expect((await interactions.count({ status: ["running"] })).total).toBe(0);
});
