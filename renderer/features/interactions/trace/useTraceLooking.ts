import { useDeferredValue, useMemo } from "react";
import { toast } from "sonner";
import { go, useQueryValue } from "../../../router.ts";
import { placeOf } from "../interactionActions.ts";
import { matchesSpan } from "./spanWords.ts";
import { movedTo, readWindow, writeWindow, zoomed, type TimeWindow } from "./timeWindow.ts";
import { useTrace, type TraceView } from "./traceStore.ts";

/** How a trace is looked at, which the address says: the selected span, the stretch of time, what is looked for, the path. */
export function useTraceLooking(view: TraceView, rows: Int32Array) {
  const [spanId, setSpan] = useQueryValue("span");
  const [time, setTime] = useQueryValue("time");
  const [find, setFind] = useQueryValue("find");
  const [path, setPath] = useQueryValue("path");
  const { tree } = view;
  const selected = (spanId === null ? undefined : tree.byId.get(spanId)) ?? null;
  const window: TimeWindow = readWindow(time, tree.totalMs) ?? { fromMs: 0, toMs: tree.totalMs };
  const words = useDeferredValue((find ?? "").trim().toLowerCase());
  /** In the order of the tree; null: nothing is looked for. */
  const found = useMemo(() => (words === "" ? null : Array.from(tree.order).filter((index) => matchesSpan(tree.spans[index]!, words))), [tree, words]);
  const matches = useMemo(() => found && new Set(found), [found]);

  const select = (index: number) => {
    useTrace.getState().uncover(index);
    setSpan(tree.spans[index]!.spanId);
    // What is chosen is seen, also when another time was looked at; an odd clock's time is nowhere.
    const isOnAxis = tree.startMs[index]! <= tree.totalMs && tree.endMs[index]! >= 0;
    const moved = isOnAxis ? movedTo(window, tree.startMs[index]!, tree.endMs[index]!, tree.totalMs) : window;
    if (moved !== window) setWindow(moved);
  };
  const placeOfSelected = selected === null ? -1 : rows.indexOf(selected);
  /** The next of `indexes` (in the order of the tree) after the selected one, around the end. */
  const stepAmong = (indexes: readonly number[], by: 1 | -1, nothing: string) => {
    if (indexes.length === 0) return void toast(nothing, { duration: 2000 });
    const at = selected === null ? -1 : tree.place[selected]!;
    const next = by === 1 ? (indexes.find((index) => tree.place[index]! > at) ?? indexes[0]!) : (indexes.findLast((index) => tree.place[index]! < at) ?? indexes.at(-1)!);
    select(next);
  };
  const setWindow = (next: TimeWindow) => setTime(writeWindow(next, tree.totalMs));
  const middle = selected === null ? (window.fromMs + window.toMs) / 2 : Math.min(Math.max((tree.startMs[selected]! + tree.endMs[selected]!) / 2, window.fromMs), window.toMs);

  return {
    selected,
    window,
    find: find ?? "",
    found,
    matches,
    isPathShown: path !== "off",
    isZoomed: window.fromMs > 0 || window.toMs < tree.totalMs,
    select,
    setFind: (text: string) => setFind(text),
    setWindow,
    togglePath: () => setPath(path === "off" ? null : "off"),
    move: (by: number) => {
      if (rows.length > 0) select(rows[Math.min(Math.max(placeOfSelected + by, 0), rows.length - 1)]!);
    },
    toEnd: (isLast: boolean) => {
      if (rows.length > 0) select(rows[isLast ? rows.length - 1 : 0]!);
    },
    nextMatch: (by: 1 | -1) => stepAmong(found ?? [], by, "No span has that in its name, model, id or error."),
    nextError: () => stepAmong(Array.from(tree.order).filter((index) => tree.spans[index]!.status === "error"), 1, "No span of this trace failed."),
    zoom: (factor: number, atMs = middle) => setWindow(zoomed(window, factor, atMs, tree.totalMs)),
    zoomTo: (index: number) => {
      const marginMs = Math.max((tree.endMs[index]! - tree.startMs[index]!) * 0.05, 0.01);
      setWindow({ fromMs: Math.max(0, tree.startMs[index]! - marginMs), toMs: Math.min(tree.totalMs, tree.endMs[index]! + marginMs) });
    },
    whole: () => setTime(null),
    open: (index: number) => {
      const { interactionId } = tree.spans[index]!;
      if (interactionId !== null) go(placeOf(interactionId));
    },
  };
}
export type TraceLooking = ReturnType<typeof useTraceLooking>;
