import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, expect, it } from "vitest";
import { Time, ZoneName } from "../../../../renderer/components/Time.tsx";
import { ListTime } from "../../../../renderer/features/interactions/list/ListTime.tsx";

const zone = process.env["TZ"];
process.env["TZ"] = "Asia/Tokyo";
afterAll(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

/** The list's and the page's time of one interaction, and the zone's name. */
const shown = (at: number) => [<ListTime key="list" at={at} />, <Time key="page" at={at} />, <ZoneName key="zone" />].map((element) => renderToStaticMarkup(element).replaceAll(/<[^>]*>/g, ""));
const at = Date.UTC(2025, 10, 20, 18, 5, 7, 114);

it("shows list and page in one zone, which has a name, with the exact UTC behind each", () => {
  expect(shown(at)).toEqual(["21 Nov 2025", "21 Nov 2025, 03:05:07", "Asia/Tokyo"]);
  for (const element of [<ListTime key="list" at={at} />, <Time key="page" at={at} />]) expect(renderToStaticMarkup(element)).toContain('title="2025-11-20 18:05:07.114 UTC"');
});

it("shows today's interactions by their clock alone", () => {
  expect(shown(Date.now())[0]).toMatch(/^\d\d:\d\d:\d\d$/);
});
