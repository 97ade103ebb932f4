import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

const nearPx = 32;

/**
 * Keeps a scrolling element at its end while what is in it grows, unless the reader has gone elsewhere. Gives whether it is
 * at the end, and a way back there.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): { isAtEnd: boolean; goToEnd(): void } {
  const [isAtEnd, setAtEnd] = useState(true);
  const sticks = useRef(true);
  const goToEnd = useCallback(() => {
    sticks.current = true;
    setAtEnd(true);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [scroller]);
  useEffect(() => {
    const [outer, inner] = [scroller.current, content.current];
    if (!outer || !inner) return;
    const onScroll = () => {
      sticks.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < nearPx;
      setAtEnd(sticks.current);
    };
    // A wheel upwards is heard before the scrolling that it causes, so that growth in between does not pull the reader back.
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && outer.scrollHeight > outer.clientHeight) sticks.current = false;
    };
    const grown = new ResizeObserver(() => {
      if (sticks.current) outer.scrollTop = outer.scrollHeight;
    });
    grown.observe(inner);
    grown.observe(outer);
    outer.addEventListener("scroll", onScroll, { passive: true });
    outer.addEventListener("wheel", onWheel, { passive: true });
    return () => {
      grown.disconnect();
      outer.removeEventListener("scroll", onScroll);
      outer.removeEventListener("wheel", onWheel);
    };
  }, [scroller, content]);
  return { isAtEnd, goToEnd };
}
