import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleBounds } from "../../shared/visibleBounds.ts";

const laptop = { x: 0, y: 0, width: 1280, height: 800 };
const monitor = { x: 1280, y: -200, width: 2560, height: 1400 };

describe("the remembered bounds of the window", () => {
  it("are kept where they can be seen", () => {
    expect(visibleBounds({ x: 100, y: 50, width: 900, height: 600 }, [laptop])).toEqual({ x: 100, y: 50, width: 900, height: 600 });
    expect(visibleBounds({ x: 1500, y: -100, width: 2000, height: 1200 }, [laptop, monitor])).toEqual({ x: 1500, y: -100, width: 2000, height: 1200 });
  });

  it("come back to a display when their monitor is gone", () => {
    expect(visibleBounds({ x: 9000, y: 9000, width: 900, height: 600 }, [laptop])).toEqual({ x: 190, y: 100, width: 900, height: 600 });
  });

  it("shrink into the display", () => {
    expect(visibleBounds({ x: 0, y: 0, width: 20_000, height: 20_000 }, [laptop])).toEqual(laptop);
    expect(visibleBounds({ x: 1000, y: 700, width: 900, height: 600 }, [laptop])).toEqual({ x: 380, y: 200, width: 900, height: 600 });
  });

  it.each([[undefined], [null], ["wide"], [{ x: 0, y: 0, width: 0, height: 0 }], [{ x: 5, y: 5, width: 200, height: 900 }], [{ x: 1e308, y: Number.NaN, width: 900, height: 600 }]])("%j gives a window of usual size in the middle", (remembered) => {
    expect(visibleBounds(remembered, [monitor])).toEqual({ x: 1280 + 640, y: -200 + 300, width: 1280, height: 800 });
  });

  it("are always whole and inside one display, whatever was remembered", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: number, height: number }), (remembered) => {
        const bounds = visibleBounds(remembered, [laptop, monitor]);
        const isInside = [laptop, monitor].some((area) => bounds.x >= area.x && bounds.y >= area.y && bounds.x + bounds.width <= area.x + area.width && bounds.y + bounds.height <= area.y + area.height);
        return isInside && Object.values(bounds).every(Number.isInteger) && bounds.width >= 400 && bounds.height >= 300;
      }),
    );
  });
});
