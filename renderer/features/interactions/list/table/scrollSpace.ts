/** A scrolled element may be about 33.5 million px high in Chromium; a longer list scrolls in less. */
const mostPx = 16_000_000;

/**
 * The scrolled space of a list of `contentPx` in a view of `viewPx`, and the way between where its scroll bar stands and what
 * part of the list that is. In a list that fits, both are the same.
 */
export function scrollSpace(contentPx: number, viewPx: number) {
  const spacePx = Math.min(contentPx, mostPx);
  const longest = Math.max(0, contentPx - viewPx);
  const scale = spacePx > viewPx ? longest / (spacePx - viewPx) : 1;
  const clamp = (px: number) => Math.min(Math.max(px, 0), longest);
  return {
    spacePx,
    isExact: spacePx === contentPx,
    clamp,
    /** Where the bar stands when the list is scrolled to `px`. */
    barOf: (px: number): number => clamp(px) / scale,
    /** Where the list is when the bar stands at `barPx`. */
    pxOf: (barPx: number): number => clamp(barPx * scale),
    /**
     * Where the list is after the bar went from `fromBarPx` to `toBarPx`. A wheel and a key move the list by as much as they say;
     * whoever drags the bar moves through the whole list.
     */
    moved(px: number, fromBarPx: number, toBarPx: number): number {
      const step = toBarPx - fromBarPx;
      return scale === 1 || Math.abs(step) > 2 * viewPx ? clamp(toBarPx * scale) : clamp(px + step);
    },
    /** Whether the bar ran so far from where it belongs, near an end, that it has to be put back before it stops the wheel. */
    isStray(px: number, barPx: number): boolean {
      const margin = 4 * viewPx;
      return scale !== 1 && ((barPx < margin && px > margin) || (spacePx - viewPx - barPx < margin && longest - px > margin));
    },
  };
}
export type ScrollSpace = ReturnType<typeof scrollSpace>;
