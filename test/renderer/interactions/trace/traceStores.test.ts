import { afterEach, describe, expect, it } from "vitest";
import { createSessionStore } from "../../../../renderer/features/interactions/session/sessionStore.ts";
import { createTraceStore } from "../../../../renderer/features/interactions/trace/traceStore.ts";
import type { SessionTurn } from "../../../../shared/schemas/session.ts";
import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { createFakeCore } from "../../../helpers/fakeCore.ts";
import { createFakeLog } from "../../../helpers/fakeLog.ts";
import { linkTo } from "../../../helpers/linkTo.ts";
import { sampleInteraction } from "../../../helpers/sampleInteraction.ts";
import { until } from "../../../helpers/until.ts";
import { span } from "./sampleSpans.ts";

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

describe("a trace that is read", () => {
  function open(spans: () => TraceSpan[]) {
    const services = createFakeCore().services;
    const store = createTraceStore(linkTo({
      ...services,
      traces: {
        ...services.traces,
        async *get() {
          const all = spans();
          for (let from = 0; from < all.length; from += 2) yield { spans: all.slice(from, from + 2) };
        },
      },
    }));
    store.getState().open("t");
    return store.getState;
  }
  const rowsOf = (state: ReturnType<typeof open>) => Array.from(state().rows, (index) => state().view!.tree.spans[index]!.spanId);

  it("comes in pages, is collapsed and opened, and stays collapsed when it is read again with more", async () => {
    let spans = [span("root", null, 0, 100), span("b", "root", 50, 10), span("a", "root", 10, 20), span("a1", "a", 12, 2), span("late", "lost", 60, 5)];
    const state = open(() => spans);
    await until(() => state().view !== null);
    expect(rowsOf(state)).toEqual(["root", "a", "a1", "b", "late"]);
    expect(state().view!.totals).toMatchObject({ spans: 5, orphans: 1 });
    state().collapse(state().view!.tree.byId.get("a")!, true);
    expect(rowsOf(state)).toEqual(["root", "a", "b", "late"]);
    spans = [span("lost", "root", 55, 20), ...spans];
    await state().refresh();
    expect(rowsOf(state)).toEqual(["root", "a", "b", "lost", "late"]);
    state().uncover(state().view!.tree.byId.get("a1")!);
    expect(rowsOf(state)).toContain("a1");
    state().collapseBelow(1);
    expect(rowsOf(state)).toEqual(["root", "a", "b", "lost"]);
  });
});

describe("a session that is read", () => {
  const turn = (n: number): SessionTurn => ({ interaction: sampleInteraction(["ok"], { id: `int_${String(n).padStart(6, "0")}`, session: "s" }), repeatedMessages: 2 * n, messages: [{ role: "user", content: `Question ${n}` }], output: `Answer ${n}`, toolCalls: null });

  it("holds the turns near the screen, asks for those that come near, and has no more than it must", async () => {
    const services = createFakeCore().services;
    const log = createFakeLog();
    const asked: number[] = [];
    const total = 5000;
    const store = createSessionStore({
      ...linkTo({
        ...services,
        interactions: {
          ...log.interactions,
          session({ from, limit }) {
            asked.push(from);
            return { total, from, turns: Array.from({ length: Math.max(0, Math.min(limit, 20, total - from)) }, (_, n) => turn(from + n)) };
          },
          sessionTotals: () => ({ turns: total, failed: 0, users: ["kim"], models: [], promptTokens: 1, completionTokens: 1, firstAt: 1, lastAt: 2, answeringMs: 3 }),
        },
      }),
      batchMs: 5,
    });
    const state = store.getState;
    state().open("s", 0);
    await until(() => state().turns.has(10));
    expect(state()).toMatchObject({ total, totals: { users: ["kim"] } });
    state().need(3000, 3030);
    await until(() => state().turns.has(3030));
    expect([3000, 3015, 3030].map((at) => state().turns.get(at)?.output)).toEqual(["Answer 3000", "Answer 3015", "Answer 3030"]);
    expect(state().turns.has(10)).toBe(false);
    const before = asked.length;
    state().need(3001, 3029);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked.length).toBe(before);
    state().need(2995, 3010);
    await until(() => state().turns.has(2995));
  });

  it("reads a turn again that changed", async () => {
    const services = createFakeCore().services;
    const log = createFakeLog();
    let output = "Hel";
    const store = createSessionStore({
      ...linkTo({
        ...services,
        interactions: {
          ...log.interactions,
          session: ({ from }) => ({ total: 1, from, turns: from === 0 ? [{ ...turn(0), output }] : [] }),
          sessionTotals: () => ({ turns: 1, failed: 0, users: [], models: [], promptTokens: null, completionTokens: null, firstAt: 1, lastAt: 2, answeringMs: 3 }),
        },
      }),
      batchMs: 5,
    });
    stops.push(store.getState().follow());
    await until(log.isWatched);
    store.getState().open("s", 0);
    await until(() => store.getState().turns.get(0)?.output === "Hel");
    output = "Hello";
    log.write({ ...sampleInteraction(["Hello"], { id: turn(0).interaction.id, session: "s" }) });
    await until(() => store.getState().turns.get(0)?.output === "Hello");
  });
});
