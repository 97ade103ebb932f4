import { expect, it, vi } from "vitest";
import { core } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import { connect } from "../../../shared/rpc/connect.ts";
import { memoryPorts } from "../../../shared/rpc/memoryPort.ts";
import { serve } from "../../../shared/rpc/serve.ts";
import type { CompareRequest, Comparison } from "../../../shared/schemas/comparison.ts";
import { createLink } from "../../../renderer/link.ts";
import { againAddress } from "../../../renderer/features/compare/againAddress.ts";
import { createCompareSetupStore, setupAddress } from "../../../renderer/features/compare/compareSetupStore.ts";
import { createComparisonStore } from "../../../renderer/features/compare/comparisonStore.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { fakeModel } from "../../helpers/fakeModels.ts";

const models = [fakeModel("support-v1"), fakeModel("support-v2")];
const waiting: Comparison = {
  id: "cmp_1", createdAt: 1, state: "running", jobId: "job_1", targets: ["support-v1", "support-v2"], inputs: [{ messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hello" }], interactionId: null }], sampling: { temperature: 0 },
  cells: [0, 1].map((column) => ({ row: 0, column, interactionId: null, status: "waiting", output: "", finishReason: null, completionTokens: null, firstTokenMs: null, totalMs: null, tokensPerSecond: null, error: null })),
};

function open() {
  const started: CompareRequest[] = [];
  const { services: fake } = createFakeCore({ models, jobs: [{ id: "job_1", kind: "compare", title: "Compare", subject: "cmp_1", state: "running", progress: null, startedAt: 0, endedAt: null, error: null }] });
  const services: typeof fake = {
    ...fake,
    compare: {
      start(request) {
        if (request.targets.includes("gone")) throw new AppError("not-found", "There is no model gone.");
        started.push(request);
        return { id: "cmp_1", jobId: "job_1" };
      },
      async *watch({ id }) {
        if (id !== "cmp_1") throw new AppError("not-found", `There is no comparison ${id}.`);
        yield waiting;
        yield { ...waiting, state: "done" as const, cells: waiting.cells.map((cell) => ({ ...cell, status: "ok" as const, output: "Hi" })) };
      },
      list: () => [{ id: "cmp_1", createdAt: 1, state: "done", targets: waiting.targets, inputCount: 1, title: "Hello" }],
    },
  };
  const link = createLink({
    contract: core,
    openPort: async () => {
      const [near, far] = memoryPorts();
      serve(core, services, far);
      return near;
    },
  });
  void link.start();
  const [near, far] = memoryPorts();
  serve(core, services, far);
  const api = connect(core, near);
  return { started, setup: createCompareSetupStore({ api, models: () => models }), view: createComparisonStore({ api: link.api, watch: link.watch }) };
}

it("starts a comparison of the models that fit on one prompt, at temperature 0", async () => {
  const { setup, started } = open();
  setup.getState().change({ message: "Hello", system: "Be brief." });
  expect(await setup.getState().start()).toBe("cmp_1");
  expect(started).toEqual([{ targets: ["support-v1", "support-v2"], inputs: { messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hello" }] }, sampling: { temperature: 0, seed: 1 } }]);
});

it("sends chosen interactions as they were recorded, unless the sampling is set", async () => {
  const { setup, started } = open();
  const chosen = new URLSearchParams("target=support-v2&target=support-v1&interactions=int_1,int_2");
  setup.getState().open(chosen);
  await setup.getState().start();
  expect(setup.getState()).toMatchObject({ source: "prompt", chosen: [], targets: ["support-v2", "support-v1"] });
  setup.getState().open(chosen);
  setup.getState().change({ hasOwnSampling: true });
  setup.getState().toggle("int_1");
  await setup.getState().start();
  expect(started).toEqual([
    { targets: ["support-v2", "support-v1"], inputs: { interactionIds: ["int_1", "int_2"] } },
    { targets: ["support-v2", "support-v1"], inputs: { interactionIds: ["int_2"] }, sampling: { temperature: 0, seed: 1 } },
  ]);
});

it("says what is missing, and what the core refuses", async () => {
  const { setup, started } = open();
  expect(await setup.getState().start()).toBe(null);
  expect(setup.getState().refusal).toBe("Write a message first.");
  setup.getState().change({ source: "interactions" });
  expect(await setup.getState().start()).toBe(null);
  expect(setup.getState().refusal).toBe("Choose at least one interaction.");
  setup.getState().change({ source: "prompt", message: "Hello", targets: ["support-v1", "gone"] });
  expect(await setup.getState().start()).toBe(null);
  expect(setup.getState().refusal).toMatchObject({ code: "not-found", message: "There is no model gone." });
  expect(started).toEqual([]);
});

it("keeps the setup in the address, and makes it again from a comparison", () => {
  const { setup } = open();
  const read = (address: string) => {
    setup.getState().open(new URLSearchParams(address));
    const { targets, system, sampling, source, message, chosen, hasOwnSampling } = setup.getState();
    return { targets, system, sampling, source, message, chosen, hasOwnSampling };
  };
  for (const address of ["target=a&target=b&target=c&temperature=0.5&system=Be+brief.&message=Hello", "target=a&target=b&interactions=int_1%2Cint_2", "message=Only"]) expect(new URLSearchParams(setupAddress(read(address)))).toEqual(new URLSearchParams(address));
  expect(read(againAddress(waiting).split("?")[1]!)).toMatchObject({ targets: waiting.targets, system: "Be brief.", message: "Hello", sampling: { temperature: 0 }, source: "prompt" });
});

it("follows a comparison to its end, and says when there is none", async () => {
  const { view } = open();
  const stop = view.getState().follow("cmp_1");
  await vi.waitFor(() => expect(view.getState().comparison).toMatchObject({ state: "done", cells: [{ output: "Hi" }, { output: "Hi" }] }));
  stop();
  view.getState().follow("cmp_gone");
  await vi.waitFor(() => expect(view.getState().failure).toMatchObject({ code: "not-found" }));
  expect(view.getState().comparison).toBe(null);
});

it("cancels through the comparison's job", async () => {
  const { view } = open();
  view.getState().follow("cmp_1");
  await vi.waitFor(() => expect(view.getState().comparison).not.toBe(null));
  await view.getState().cancel();
  expect(view.getState().failure).toBe(null);
  await view.getState().list();
  expect(view.getState().earlier).toMatchObject([{ id: "cmp_1", title: "Hello" }]);
});
