import { afterEach, expect, it } from "vitest";
import { createLink } from "../../../../renderer/link.ts";
import { core } from "../../../../shared/contract.ts";
import { AppError } from "../../../../shared/errors.ts";
import { memoryPorts } from "../../../../shared/rpc/memoryPort.ts";
import type { Port } from "../../../../shared/rpc/port.ts";
import { serve } from "../../../../shared/rpc/serve.ts";
import { createInteractionsStore, listPlace } from "../../../../renderer/features/interactions/list/interactionsStore.ts";
import { indexOfRow, loadedRows, rowAt, rowCount, stretchRows } from "../../../../renderer/features/interactions/list/rowWindow.ts";
import { createFakeCore } from "../../../helpers/fakeCore.ts";
import { createFakeLog } from "../../../helpers/fakeLog.ts";
import { linkTo } from "../../../helpers/linkTo.ts";
import { until } from "../../../helpers/until.ts";
import { idOf, manyInteractions, numbered } from "../manyInteractions.ts";

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

async function open(count: number, address = "") {
  const log = createFakeLog(manyInteractions(count));
  const interactions = { ...log.interactions };
  const services = { ...createFakeCore().services, interactions };
  const store = createInteractionsStore({ ...linkTo(services), batchMs: 5, askAgainMs: 5 });
  const state = store.getState;
  if (address) state().open(new URLSearchParams(address));
  stops.push(state().follow());
  await until(() => state().rows !== null && state().counts !== null && log.isWatched());
  const ids = () => loadedRows(state().rows!).map(({ id }) => id);
  return { log, interactions, state, ids };
}

it("shows the newest interactions first and says how many there are", async () => {
  const { state, ids } = await open(450);
  expect(ids().slice(0, 3)).toEqual([idOf(449), idOf(448), idOf(447)]);
  await until(() => rowCount(state().rows!) === 450);
  expect(loadedRows(state().rows!)).toHaveLength(stretchRows);
  expect(state().counts).toEqual({ matching: 450, total: 450 });
});

it("goes on as it is scrolled, and keeps only rows near the screen in memory", async () => {
  const { state } = await open(5000);
  for (let last = stretchRows - 1; rowCount(state().rows!) < 5000; last = rowCount(state().rows!) - 1) {
    const before = rowCount(state().rows!);
    state().need(last - 20, last);
    await until(() => rowCount(state().rows!) > before);
  }
  state().need(4980, 4999);
  expect(loadedRows(state().rows!).length).toBeLessThanOrEqual(6 * stretchRows);
  expect(rowAt(state().rows!, 2500)).toBeUndefined();
  state().need(2500, 2530);
  await until(() => rowAt(state().rows!, 2510) !== undefined);
  expect(rowAt(state().rows!, 2510)!.id).toBe(idOf(5000 - 1 - 2510));
  expect(state().rows!.stretches[0]!.items).not.toBeNull();
});

it("jumps to any place of a long list at once, and to its end", async () => {
  const { state, log } = await open(20_000);
  await until(() => rowCount(state().rows!) === 20_000);
  const before = log.asked.length;
  state().need(12_345, 12_380);
  await until(() => rowAt(state().rows!, 12_345) !== undefined && rowAt(state().rows!, 12_380) !== undefined);
  expect(rowAt(state().rows!, 12_345)!.id).toBe(idOf(20_000 - 1 - 12_345));
  expect(log.asked.length - before).toBeLessThan(4);
  await state().moveToEnd("last");
  expect(state().selected).toBe(idOf(0));
  expect(state().scrollTo.index).toBe(19_999);
  expect(state().timeline!.bars.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
});

it("holds new rows back while it is paused, and takes them in when it goes on", async () => {
  const { state, log, ids } = await open(3);
  state().pause(true);
  log.write(numbered(3));
  await until(() => state().waiting === 1);
  expect(ids()[0]).toBe(idOf(2));
  expect(listPlace(state())).toBe("live=0");
  state().pause(false);
  await until(() => ids()[0] === idOf(3));
});

it("marks from one row to another, and forgets what was removed", async () => {
  const { state } = await open(2000);
  await until(() => rowCount(state().rows!) === 2000);
  state().toggleMark(idOf(1999));
  await state().markTo(idOf(700));
  expect(state().marked.size).toBe(1300);
  state().removed([idOf(1999), idOf(1998)]);
  expect(state().marked.size).toBe(1298);
  expect(rowAt(state().rows!, 0)!.id).toBe(idOf(1997));
});

it("puts new rows on top and changes known ones in place", async () => {
  const { state, log, ids } = await open(3);
  log.write(numbered(3, { status: "running" }));
  await until(() => ids()[0] === idOf(3));
  log.write(numbered(3, { status: "ok" }));
  log.write(numbered(1, { status: "failed" }));
  await until(() => rowAt(state().rows!, 2)!.status === "failed");
  expect(ids()).toEqual([3, 2, 1, 0].map(idOf));
  expect(rowAt(state().rows!, 0)!.status).toBe("ok");
  await until(() => state().counts?.total === 4);
});

it("lets new rows wait while the list is scrolled or a row is looked at, and shows them when asked", async () => {
  const { state, log, ids } = await open(3);
  state().scrolled(400);
  log.write(numbered(3));
  log.write(numbered(4));
  await until(() => state().waiting === 2);
  expect(ids()[0]).toBe(idOf(2));
  state().scrolled(0);
  state().select(idOf(2));
  log.write(numbered(5));
  await until(() => state().waiting === 3);
  await state().refresh();
  expect(ids().slice(0, 3)).toEqual([5, 4, 3].map(idOf));
  expect(state().waiting).toBe(0);
});

it("takes the scale of its bars from the first answer when it opened empty, and keeps it then", async () => {
  const { state, log } = await open(0);
  const timings = { queueMs: 0, loadMs: 0, promptMs: 0, firstTokenMs: 0, generationMs: 0, tokensPerSecond: 1 };
  expect(state().scaleMs).toBe(null);
  log.write(numbered(1, { timings: { ...timings, totalMs: 1900 } }));
  await until(() => state().scaleMs === 2000);
  log.write(numbered(2, { timings: { ...timings, totalMs: 9000 } }));
  await until(() => rowCount(state().rows!) === 2);
  expect(state().scaleMs).toBe(2000);
});

it("asks the core what belongs to a filtered list, also for what comes later", async () => {
  const { state, log, ids } = await open(0, "status=failed");
  log.write(numbered(1, { status: "ok" }));
  log.write(numbered(2, { status: "failed" }));
  log.write(numbered(3, { status: "running" }));
  await until(() => ids().length === 1);
  expect(ids()).toEqual([idOf(2)]);
  expect(state().counts).toEqual({ matching: 1, total: 3 });
  log.write(numbered(3, { status: "failed" }));
  await until(() => ids().length === 2);
  expect(ids()).toEqual([3, 2].map(idOf));
});

it("shows only the answer to the last of several searches", async () => {
  const { state, log, ids } = await open(30);
  for (const text of ["Question 1", "Question 2", "Question 29"]) state().change({ text });
  await until(() => ids().length === 1);
  expect(ids()).toEqual([idOf(29)]);
  expect(log.asked.filter(({ text }) => text !== undefined).map(({ text }) => text)).toEqual(["Question 29"]);
  expect(state().counts).toEqual({ matching: 1, total: 30 });
});

it("moves the selection along the rows and over the end of what is known", async () => {
  const { state } = await open(450);
  await state().move(1);
  expect(state().selected).toBe(idOf(449));
  await state().move(-1);
  expect(state().selected).toBe(idOf(449));
  state().select(idOf(450 - stretchRows));
  await state().move(1);
  expect(state().selected).toBe(idOf(450 - stretchRows - 1));
});

it("stays on the last row, and begins anew where the selected row is not in the list", async () => {
  const { state } = await open(3);
  state().select(idOf(0));
  await state().move(1);
  expect(state().selected).toBe(idOf(0));
  state().select(idOf(77));
  await state().move(-1);
  expect(state().selected).toBe(idOf(2));
});

it("goes on from a selected row that was forgotten meanwhile", async () => {
  const { state } = await open(5000);
  for (let last = stretchRows - 1; rowCount(state().rows!) < 3000; last = rowCount(state().rows!) - 1) {
    const before = rowCount(state().rows!);
    state().need(last - 20, last);
    await until(() => rowCount(state().rows!) > before);
  }
  state().select(idOf(4500));
  expect(indexOfRow(state().rows!, idOf(4500))).toBe(-1);
  await state().move(1);
  expect(state().selected).toBe(idOf(4499));
  await state().move(-1);
  expect(state().selected).toBe(idOf(4500));
});

it("knows the neighbour of an interaction that the list does not hold", async () => {
  const { state } = await open(1000);
  expect(await state().neighbour(idOf(10), 1)).toBe(idOf(9));
  expect(await state().neighbour(idOf(0), 1)).toBeNull();
  expect(await state().neighbour(idOf(999), -1)).toBeNull();
});

it("says why the log can't be read, and recovers", async () => {
  const { state, log, interactions } = await open(3);
  interactions.list = () => {
    throw new AppError("database-corrupt", "log/2026-11.sqlite cannot be read.", { fix: "Move it aside." });
  };
  await state().refresh();
  expect(state().failure).toMatchObject({ code: "database-corrupt", fix: "Move it aside." });
  interactions.list = log.interactions.list;
  await state().refresh();
  expect(state().failure).toBeNull();
});

it("reads the top again after the connection was lost, and goes on being told", async () => {
  const log = createFakeLog(manyInteractions(3));
  const ends: Port[] = [];
  const { promise: isBack, resolve: comeBack } = Promise.withResolvers<void>();
  const link = createLink({
    contract: core,
    openPort: async () => {
      if (ends.length > 0) await isBack;
      const [page, other] = memoryPorts();
      ends.push(other);
      serve(core, { ...createFakeCore().services, interactions: log.interactions }, other);
      return page;
    },
    waitMs: async () => {},
  });
  void link.start();
  const { getState: state } = createInteractionsStore({ ...link, batchMs: 5, askAgainMs: 5 });
  stops.push(state().follow());
  await until(() => state().rows !== null && log.isWatched());
  ends[0]!.close();
  await until(() => !log.isWatched());
  log.write(numbered(3));
  comeBack();
  await until(() => rowCount(state().rows!) === 4);
  log.write(numbered(4));
  await until(() => rowCount(state().rows!) === 5);
});

it("has its whole state in the address", async () => {
  const { state } = await open(3, "text=Question&status=ok%2Cfailed&filter=model+%3D+a&selected=int_1&peek=0");
  expect(state()).toMatchObject({ query: { text: "Question", filter: "model = a and status in (ok, failed)" }, selected: "int_1", isPeeking: false });
  expect(listPlace(state())).toBe("text=Question&filter=model+%3D+a+and+status+in+%28ok%2C+failed%29&selected=int_1&peek=0");
});
