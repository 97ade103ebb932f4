import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type CSSProperties } from "react";
import { useShallow } from "zustand/react/shallow";
import { RightClickMenu } from "../../../../components/Menu.tsx";
import { go } from "../../../../router.ts";
import { placeOf, rowActions } from "../../interactionActions.ts";
import { isAtTop, useInteractions } from "../interactionsStore.ts";
import { isRanked } from "../listQuery.ts";
import { indexOfRow, rowAt, rowCount, type RowWindow } from "../rowWindow.ts";
import { shownColumns, tableWidth, useColumns } from "./columnsStore.ts";
import { useExtras } from "./extrasStore.ts";
import { rowPx } from "./rowSize.ts";
import { InteractionRow } from "./InteractionRow.tsx";
import { TableHead } from "./TableHead.tsx";
import { createRowScroller } from "./rowScroller.ts";
import { useScrollKeys } from "./useScrollKeys.ts";

const headPx = 28;
/** How many rows below the known ones are drawn as on their way. */
const comingRows = 8;
/** Rows in the page besides whole ones in sight: cut ones at both ends. */
const spareSlots = 4;
const open = (id: string) => go(placeOf(id));

/** The rows of the list; only those on the screen are in the page. */
export function InteractionTable({ rows }: { rows: RowWindow | null }) {
  const selected = useInteractions((state) => state.selected);
  const marked = useInteractions((state) => state.marked);
  const scaleMs = useInteractions((state) => state.scaleMs) ?? 1000;
  const matching = useInteractions((state) => state.counts?.matching);
  const ranked = useInteractions((state) => isRanked(state.query));
  const layout = useColumns(useShallow(({ shown, widths }) => ({ shown, widths })));
  const known = rows ? rowCount(rows) : 20;
  const count = known + (rows?.next ? comingRows : 0);
  const [scroller] = useState(() => createRowScroller({ rowPx, headPx, initialPx: useInteractions.getState().offsetPx, onScroll: useInteractions.getState().scrolled }));
  const { attach, attachBody } = scroller;
  const { first, last, viewPx, viewWidthPx, spacePx, pageRows } = useSyncExternalStore(scroller.subscribe, scroller.inSight);
  const columns = useMemo(() => shownColumns(layout, viewWidthPx), [layout, viewWidthPx]);
  useLayoutEffect(() => scroller.setCount(count), [scroller, count]);
  useScrollKeys({ scrollBy: scroller.scrollBy, pageRows });

  useEffect(() => {
    if (!rows) return;
    useInteractions.getState().need(first, last);
    const extras = columns.filter(({ extra }) => extra).map(({ id }) => id);
    if (extras.length > 0) useExtras.getState().need(Array.from({ length: last - first + 1 }, (_, at) => rowAt(rows, first + at)?.id ?? "").filter(Boolean), extras);
  }, [rows, first, last, columns]);

  // What is read stays where it is when rows come or go above it.
  const top = useRef<{ id: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const state = useInteractions.getState();
    const now = top.current && rows && !isAtTop(state) ? indexOfRow(rows, top.current.id) : -1;
    if (now >= 0 && now !== top.current!.index) scroller.scrollBy(now - top.current!.index);
  }, [rows, scroller]);
  useEffect(() => {
    const id = rows && rowAt(rows, first)?.id;
    top.current = id ? { id, index: first } : null;
  }, [rows, first]);

  // The store asks for a row: the first one of a new list, the last one, one that lies far away.
  const asked = useInteractions((state) => state.scrollTo);
  const done = useRef(asked);
  useLayoutEffect(() => {
    if (done.current === asked) return;
    done.current = asked;
    if (asked.index === 0) scroller.scrollTo(0);
    else scroller.reveal(asked.index);
  }, [asked, scroller]);

  // The selected row comes into sight when it was chosen, not whenever rows move.
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  useEffect(() => {
    const index = selected !== null && latest.current ? indexOfRow(latest.current, selected) : -1;
    if (index < 0) return;
    scroller.reveal(index);
    const isFree = document.activeElement === document.body || document.activeElement?.id === "page" || document.activeElement?.closest(".interactions-scroll");
    if (isFree) requestAnimationFrame(() => document.querySelector<HTMLElement>(`tr[data-interaction="${CSS.escape(selected!)}"]`)?.focus({ preventScroll: true }));
  }, [selected, scroller]);

  // One menu for all rows, of the one that was pressed: a menu a row would make scrolling slow.
  const chosen = rows && selected !== null ? rowAt(rows, indexOfRow(rows, selected)) : undefined;
  const widthPx = tableWidth(columns);
  const slots = pageRows + spareSlots;
  return (
    <RightClickMenu actions={chosen ? rowActions(chosen, marked.has(chosen.id)) : []}>
      <div className="table-scroll interactions-scroll" ref={attach} tabIndex={selected === null ? 0 : -1} role="group" aria-label={ranked ? "Interactions, best hits first" : "Interactions, newest first"}>
        <div className="scroll-space" style={{ height: spacePx, minWidth: widthPx }}>
          <div className="scroll-sheet" style={{ height: viewPx }}>
            <table className="interactions-table" style={{ "--table": `${widthPx}px` } as CSSProperties} aria-rowcount={(matching ?? known) + 1} aria-busy={rows === null}>
              <TableHead columns={columns} scaleMs={scaleMs} isRanked={ranked} />
              <tbody ref={attachBody}>
                {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
                  const index = first + at;
                  const interaction = rows ? rowAt(rows, index) : undefined;
                  const isSelected = interaction !== undefined && interaction.id === selected;
                  return <InteractionRow key={index % slots} interaction={interaction} index={index} columns={columns} isSelected={isSelected} isMarked={interaction !== undefined && marked.has(interaction.id)} scaleMs={scaleMs} onOpen={open} />;
                })}
              </tbody>
            </table>
          </div>
        </div>
      </div>
    </RightClickMenu>
  );
}
