import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { RightClickMenu } from "../../../components/Menu.tsx";
import { SkeletonRows } from "../../../components/Skeleton.tsx";
import { go } from "../../../router.ts";
import { placeOf, rowActions } from "../interactionActions.ts";
import { InteractionRow } from "./InteractionRow.tsx";
import { useInteractions } from "./interactionsStore.ts";
import { indexOfRow, rowAt, rowCount, type RowWindow } from "./rowWindow.ts";
import { scaleWords } from "./timeScale.ts";

const rowPx = 28;
const headPx = 28;
const bones = ["14px", "60px", "48px", "72%", "108px", "24px", "24px", "44px", "44px", "72px", "32px"];
/** How many rows below the known ones are drawn as on their way. */
const comingRows = 8;
const open = (id: string) => go(placeOf(id));

/** The rows of the list; only those near the screen are in the page. */
export function InteractionTable({ rows }: { rows: RowWindow | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useInteractions((state) => state.selected);
  const marked = useInteractions((state) => state.marked);
  const scaleMs = useInteractions((state) => state.scaleMs) ?? 1000;
  const matching = useInteractions((state) => state.counts?.matching);
  const known = rows ? rowCount(rows) : 0;
  const total = known + (rows?.next ? comingRows : 0);
  // No React Compiler is used, whose caching this library would break.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    initialOffset: () => useInteractions.getState().offsetPx,
    getItemKey: (index) => (rows && rowAt(rows, index)?.id) ?? index,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows) useInteractions.getState().need(first, last);
  }, [rows, first, last]);

  const offsetPx = virtual.scrollOffset ?? 0;
  useEffect(() => useInteractions.getState().scrolled(offsetPx), [offsetPx]);

  // The selected row comes into sight when it was chosen, not whenever rows move.
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  useEffect(() => {
    const index = selected !== null && latest.current ? indexOfRow(latest.current, selected) : -1;
    if (index < 0) return;
    virtual.scrollToIndex(index, { align: "auto" });
    const isFree = document.activeElement === document.body || document.activeElement?.id === "page" || document.activeElement?.closest(".interactions-scroll");
    if (isFree) requestAnimationFrame(() => document.querySelector<HTMLElement>(`tr[data-interaction="${CSS.escape(selected!)}"]`)?.focus({ preventScroll: true }));
  }, [selected, virtual]);

  // One menu for all rows, of the one that was pressed: a menu a row would make scrolling slow.
  const chosen = rows && selected !== null ? rowAt(rows, indexOfRow(rows, selected)) : undefined;
  const above = (items[0]?.start ?? headPx) - headPx;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? headPx) + headPx;
  return (
    <RightClickMenu actions={chosen ? rowActions(chosen, marked.has(chosen.id)) : []}>
      <div className="table-scroll interactions-scroll" ref={scroller} tabIndex={selected === null ? 0 : -1} role="group" aria-label="Interactions, newest first">
        <table className="table interactions-table" aria-rowcount={(matching ?? known) + 1} aria-busy={rows === null}>
          <Head scaleMs={scaleMs} />
          <tbody>
            {rows === null && <SkeletonRows rows={20} widths={bones} />}
            {above > 0 && <Gap heightPx={above} />}
            {items.map(({ index, key }) => {
              const interaction = rows && rowAt(rows, index);
              if (!interaction) return <SkeletonRows key={key} rows={1} widths={bones} />;
              return <InteractionRow key={key} interaction={interaction} index={index} isSelected={interaction.id === selected} isMarked={marked.has(interaction.id)} scaleMs={scaleMs} onOpen={open} />;
            })}
            {below > 0 && rows && <Gap heightPx={below} />}
          </tbody>
        </table>
      </div>
    </RightClickMenu>
  );
}

function Gap({ heightPx }: { heightPx: number }) {
  return (
    <tr className="gap" aria-hidden="true">
      <td style={{ height: heightPx }} />
    </tr>
  );
}

function Head({ scaleMs }: { scaleMs: number }) {
  return (
    <>
      <colgroup>
        {["mark", "time", "status", "input", "model", "in", "out", "first", "total", "bar", "speed"].map((name) => (
          <col key={name} className={`col-${name}`} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">
            <span className="visually-hidden">Marked</span>
          </th>
          <th scope="col">Time</th>
          <th scope="col">Status</th>
          <th scope="col">Input</th>
          <th scope="col">Model</th>
          <th scope="col" className="num" title="Tokens of the prompt">In</th>
          <th scope="col" className="num" title="Tokens of the answer">Out</th>
          <th scope="col" className="num">First token</th>
          <th scope="col" className="num">Total</th>
          <th scope="col">
            <span className="dur-scale" title="The scale of the bars; paler is the wait for the first token">
              <span>0</span>
              <span>{scaleWords(scaleMs)}</span>
            </span>
          </th>
          <th scope="col" className="num">tok/s</th>
        </tr>
      </thead>
    </>
  );
}
