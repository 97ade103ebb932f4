import { scrollSpace } from "./scrollSpace.ts";

/** The rows that are in sight, and the sizes that draw them, in px: of the view, and of the space that its bar scrolls through. */
export type InSight = { first: number; last: number; pageRows: number; viewPx: number; viewWidthPx: number; spacePx: number };
type RowScrollerParts = { rowPx: number; headPx: number; initialPx: number; onScroll(px: number): void };

/**
 * Scrolls through any number of rows. The rows on the screen stand in a sheet that stays where it is, so they are never late:
 * what a scroll shows is drawn before it is shown. A component draws `inSight`, and again when `subscribe` says so.
 */
export function createRowScroller({ rowPx, headPx, initialPx, onScroll }: RowScrollerParts) {
  let [px, barPx, count, viewPx, viewWidthPx] = [initialPx, 0, 0, 0, 0];
  let view: HTMLElement | null = null;
  let body: HTMLElement | null = null;
  let space = scrollSpace(0, 0);
  let inSight: InSight = { first: Math.floor(initialPx / rowPx), last: -1, pageRows: 1, viewPx, viewWidthPx, spacePx: headPx };
  const listeners = new Set<() => void>();
  const rowsPx = () => Math.max(0, viewPx - headPx);

  function show(): void {
    const top = Math.floor(px / rowPx);
    if (body) body.style.transform = `translateY(${top * rowPx - px}px)`;
    const first = Math.min(top, Math.max(0, count - 1));
    const last = Math.min(count - 1, top + Math.ceil(rowsPx() / rowPx) + 1);
    const next = { first, last, pageRows: Math.max(1, Math.floor(rowsPx() / rowPx) - 1), viewPx, viewWidthPx, spacePx: space.spacePx + headPx };
    if ((Object.keys(next) as (keyof InSight)[]).some((name) => next[name] !== inSight[name])) {
      inSight = next;
      for (const listener of listeners) listener();
    }
    onScroll(px);
  }

  function scrollTo(to: number): void {
    px = space.clamp(to);
    if (view) {
      view.scrollTop = space.barOf(px);
      barPx = view.scrollTop;
    }
    show();
  }

  /** The list's or the view's size changed. */
  function resize(): void {
    space = scrollSpace(count * rowPx, rowsPx());
    if (view && viewPx > 0 && count > 0 && Math.abs(view.scrollTop - space.barOf(px)) >= 1) scrollTo(px);
    else show();
  }

  function onBar(): void {
    if (!view || view.scrollTop === barPx) return;
    px = space.moved(px, barPx, view.scrollTop);
    barPx = view.scrollTop;
    if (space.isStray(px, barPx)) scrollTo(px);
    else show();
  }

  /** The bar is put where the list is once it rests: a wheel moves the list by less than the bar says. */
  function onRest(): void {
    if (view && !space.isExact && Math.abs(view.scrollTop - space.barOf(px)) >= 1) scrollTo(px);
  }

  return {
    inSight: (): InSight => inSight,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** The element that scrolls; gives how to let go of it. */
    attach(element: HTMLElement | null): (() => void) | undefined {
      if (!element) return undefined;
      view = element;
      const measure = () => {
        [viewPx, viewWidthPx] = [element.clientHeight, element.clientWidth];
        resize();
      };
      const sized = new ResizeObserver(measure);
      sized.observe(element);
      element.addEventListener("scroll", onBar, { passive: true });
      element.addEventListener("scrollend", onRest);
      measure();
      return () => {
        sized.disconnect();
        element.removeEventListener("scroll", onBar);
        element.removeEventListener("scrollend", onRest);
        view = null;
      };
    },
    /** What holds the rows; it is moved by parts of a row. */
    attachBody(element: HTMLElement | null): void {
      body = element;
      show();
    },
    setCount(rows: number): void {
      if (rows === count) return;
      count = rows;
      resize();
    },
    scrollTo,
    scrollBy: (rows: number): void => scrollTo(px + rows * rowPx),
    /** Scrolls no further than it takes to see the row. */
    reveal(index: number): void {
      const [top, end] = [index * rowPx, (index + 1) * rowPx];
      if (top < px) scrollTo(top);
      else if (end > px + rowsPx()) scrollTo(end - rowsPx());
    },
  };
}
export type RowScroller = ReturnType<typeof createRowScroller>;
