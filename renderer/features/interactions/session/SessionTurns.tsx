import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type RefObject } from "react";
import { Bone } from "../../../components/Skeleton.tsx";
import { formatCount } from "../../../format.ts";
import { SessionTurnView } from "./SessionTurnView.tsx";
import { useSession } from "./sessionStore.ts";

/** About as high as a turn of a question and a short answer. */
const usualPx = 148;

type SessionTurnsProps = { total: number; current: number | null; isMarkdown: boolean; scroller: RefObject<HTMLDivElement | null> };

/** The turns of a conversation, of which those near the screen are in the page; each is as high as its texts. */
export function SessionTurns({ total, current, isMarkdown, scroller }: SessionTurnsProps) {
  const turns = useSession((state) => state.turns);
  // No React Compiler is used, whose caching this library would break.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => usualPx, overscan: 4, initialOffset: () => (current ?? 0) * usualPx });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => useSession.getState().need(first, last), [first, last, total]);
  const shown = useRef<number | null>(null);
  useEffect(() => {
    if (current === null || current === shown.current) return;
    // One step further scrolls no more than it must; a jump puts the turn at the top.
    const isStep = shown.current !== null && Math.abs(current - shown.current) === 1;
    shown.current = current;
    virtual.scrollToIndex(current, { align: isStep ? "auto" : "start" });
  }, [current, virtual]);
  return (
    <div className="session-scroll" ref={scroller} tabIndex={0} role="group" aria-label="Turns, in the order of time">
      <div className="session-turns" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const turn = turns.get(index);
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} className="session-slot" style={{ transform: `translateY(${start}px)` }}>
              {turn ? <SessionTurnView turn={turn} at={index} isCurrent={index === current} isMarkdown={isMarkdown} /> : <Coming at={index} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Coming({ at }: { at: number }) {
  return (
    <div className="session-turn is-coming" aria-busy="true" style={{ minHeight: usualPx }}>
      <header className="session-turn-head">
        <span className="tabular faint">{formatCount(at + 1)}</span>
        <Bone width="180px" />
      </header>
      <Bone width="62%" />
      <Bone width="80%" />
    </div>
  );
}
