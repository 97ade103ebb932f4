import { expect, it } from "vitest";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { ReplayEvent, ReplayResult } from "../../../shared/schemas/replay.ts";
import { createReplayStore } from "../../../renderer/features/replay/replayStore.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { linkTo } from "../../helpers/linkTo.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";
import { until } from "../../helpers/until.ts";
import { resultOf } from "./resultOf.ts";

type Script = (index: number, signal: AbortSignal) => AsyncIterable<ReplayEvent> | Iterable<ReplayEvent>;

function open(script: Script) {
  const done: ReplayResult[] = [];
  const asked: unknown[] = [];
  let wasCancelled = false;
  const fake = createFakeCore().services;
  const services: Services<CoreContract> = {
    ...fake,
    interactions: { ...fake.interactions, get: ({ id }) => sampleInteraction(["Fine"], { id }) },
    replay: {
      async *run(request, signal) {
        asked.push(request);
        try {
          for (let index = 0; index < request.times; index++) {
            for await (const event of script(index, signal)) {
              if (event.type === "result") done.unshift(event.result);
              yield event;
            }
          }
        } finally {
          wasCancelled = signal.aborted;
        }
      },
      history: () => done,
    },
  };
  return { state: createReplayStore(linkTo(services)).getState, asked, isCancelled: () => wasCancelled };
}
const answers: Script = function* (index) {
  yield { type: "begun", index, interactionId: `int_r${index}` };
  yield { type: "text", index, text: "Fi" };
  yield { type: "text", index, text: "ne" };
  yield { type: "result", index, result: resultOf({ interactionId: `int_r${index}` }) };
};
const endless: Script = async function* (index, signal) {
  yield* answers(0, signal);
  yield { type: "begun", index: 1, interactionId: "int_r1" };
  yield { type: "text", index: 1, text: "Fi" };
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  throw new AppError("cancelled", `Cancelled at ${index}.`);
};

it("collects the results of a run in their order and reads the history again", async () => {
  const { state, asked } = open(answers);
  await state().recall("int_1");
  expect(state().history).toMatchObject({ original: "int_1", results: [] });
  await state().start({ interactionId: "int_1", times: 3, overrides: { temperature: 0 } });
  expect(asked).toEqual([{ interactionId: "int_1", times: 3, overrides: { temperature: 0 } }]);
  expect(state().run).toMatchObject({ state: "done", failure: null });
  expect(state().run!.items.map(({ result }) => result!.interactionId)).toEqual(["int_r0", "int_r1", "int_r2"]);
  expect(state().history!.results!.map(({ interactionId }) => interactionId)).toEqual(["int_r2", "int_r1", "int_r0"]);
});

it("keeps what was done when a run is cancelled, and cancels it in the core", async () => {
  const { state, isCancelled } = open(endless);
  const run = state().start({ interactionId: "int_1", times: 5 });
  await until(() => state().run?.items.length === 2);
  state().cancel();
  await run;
  expect(state().run).toMatchObject({ state: "cancelled", failure: null, items: [{ result: { grade: "identical" } }, { result: null }] });
  await until(isCancelled);
});

it("runs one at a time: a second start changes nothing", async () => {
  const { state, asked } = open(endless);
  const run = state().start({ interactionId: "int_1", times: 2 });
  await until(() => asked.length === 1);
  await state().start({ interactionId: "int_2" });
  expect(state().run!.ask.interactionId).toBe("int_1");
  state().cancel();
  await run;
  expect(asked).toHaveLength(1);
});

it("says why nothing could be replayed", async () => {
  const { state } = open(() => {
    throw new AppError("not-found", "The model that answered int_1 (v1) is not in the library.", { fix: "Import its file again." });
  });
  await state().start({ interactionId: "int_1" });
  expect(state().run).toMatchObject({ state: "failed", items: [], failure: { code: "not-found", fix: "Import its file again." } });
});

it("shows the replay that was asked for last", async () => {
  const { state } = open(answers);
  void state().show("int_a");
  await state().show("int_b");
  await until(() => state().shown?.interaction !== null);
  expect(state().shown).toMatchObject({ id: "int_b", interaction: { id: "int_b" }, failure: null });
  await state().show(null);
  expect(state().shown).toBeNull();
});
