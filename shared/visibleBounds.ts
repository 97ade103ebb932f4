import { z } from "zod";

const Bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
type Bounds = z.infer<typeof Bounds>;

/** The remembered bounds, moved and shrunk into the display that shows most of them; what can't be used gives a fresh window in the first display's middle. `areas`: the displays' work areas, one at least. */
export function visibleBounds(remembered: unknown, areas: Bounds[]): Bounds {
  const parsed = Bounds.safeParse(remembered);
  const shown = ({ x, y, width, height }: Bounds, area: Bounds) =>
    Math.max(0, Math.min(x + width, area.x + area.width) - Math.max(x, area.x)) * Math.max(0, Math.min(y + height, area.y + area.height) - Math.max(y, area.y));
  const bounds = parsed.success && parsed.data.width >= 400 && parsed.data.height >= 300 ? parsed.data : undefined;
  const area = areas.toSorted((a, b) => (bounds ? shown(bounds, b) - shown(bounds, a) : 0))[0]!;
  const width = Math.round(Math.min(bounds?.width ?? 1280, area.width));
  const height = Math.round(Math.min(bounds?.height ?? 800, area.height));
  const isShown = bounds && shown(bounds, area) > 0;
  const place = (at: number | undefined, from: number, room: number) => Math.round(from + (isShown && at !== undefined ? Math.max(0, Math.min(at - from, room)) : room / 2));
  return { x: place(bounds?.x, area.x, area.width - width), y: place(bounds?.y, area.y, area.height - height), width, height };
}
