import { afterEach, expect, it } from "vitest";
import { createInteractionStore } from "../../../../renderer/features/interactions/detail/interactionStore.ts";
import { createFakeCore } from "../../../helpers/fakeCore.ts";
import { createFakeLog } from "../../../helpers/fakeLog.ts";
import { linkTo } from "../../../helpers/linkTo.ts";
import { until } from "../../../helpers/until.ts";
import { idOf, manyInteractions, numbered } from "../manyInteractions.ts";

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

async function open(rows = manyInteractions(12)) {
  const log = createFakeLog(rows);
  const store = createInteractionStore({ ...linkTo({ ...createFakeCore().services, interactions: log.interactions }), batchMs: 5, againMs: 5 });
  stops.push(store.getState().follow());
  await until(log.isWatched);
  return { log, state: store.getState };
}

it("shows what the list knows at once, then everything recorded", async () => {
  const { state } = await open();
  state().open(idOf(3), numbered(3));
  expect(state()).toMatchObject({ summary: { id: idOf(3) }, interaction: null });
  await until(() => state().interaction !== null);
  expect(state().interaction).toMatchObject({ id: idOf(3), request: { target: "demo-support-v1" } });
});

it("grows with an answer that is under way, and ends with it", async () => {
  const { state, log } = await open([numbered(1, { status: "running", output: "Hel" })]);
  state().open(idOf(1));
  await until(() => state().interaction?.output === "Hel");
  const long = "Hello ".repeat(100);
  log.write(numbered(1, { status: "running", output: long }));
  await until(() => state().interaction?.output === long);
  log.write(numbered(1, { status: "failed", output: long, error: { code: "model-crashed", message: "It ended." } }));
  await until(() => state().interaction?.status === "failed");
  expect(state().interaction).toMatchObject({ output: long, error: { message: "It ended." } });
});

it("finds an interaction by the start of its id, and says when that is not enough", async () => {
  const { state } = await open();
  state().open(idOf(11).slice(0, -4));
  await until(() => state().interaction?.id === idOf(11));
  state().open(idOf(11).slice(0, 8));
  await until(() => state().failure !== null);
  expect(state()).toMatchObject({ failure: { code: "ambiguous" }, interaction: null });
  state().open("int_nowhere");
  await until(() => state().failure?.code === "not-found");
});

it("shows the interaction that was asked for last", async () => {
  const { state } = await open();
  state().open(idOf(1));
  state().open(idOf(2));
  await until(() => state().interaction !== null);
  expect(state().interaction!.id).toBe(idOf(2));
});
