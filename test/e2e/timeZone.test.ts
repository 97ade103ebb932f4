import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environments, type OpenApp } from "./environments.ts";
import { interactionPage } from "./pages/interaction.ts";
import { interactionsPage } from "./pages/interactions.ts";
import { tapedeckJson } from "./tapedeckJson.ts";

const clockIn = (timeZone: string, at: number) => new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);

describe.each(environments)("the zone of all times on a computer in Tokyo [$name] (F075)", ({ open }) => {
  let app: OpenApp;
  let id = "";
  let createdAt = 0;
  beforeAll(async () => {
    app = await open({ env: { TZ: "Asia/Tokyo" } });
    ({ interactionId: id } = await tapedeckJson<{ interactionId: string }>(["chat", "--data", app.dataFolder, "--model", "demo-support-v2", "Where is my order 4821?"]));
    const [row] = await tapedeckJson<[{ createdAt: string }]>(["query", "--data", app.dataFolder]);
    createdAt = Date.parse(row.createdAt);
  });
  afterAll(() => app.close());

  /** What list and page show of one interaction's time, and which zone they name. */
  async function shown() {
    const list = interactionsPage(app);
    await list.open();
    const inList = list.row(id).locator("time").first();
    const ofList = { text: await inList.innerText(), exact: await inList.getAttribute("title"), zone: await app.page.locator(".statusbar").getByTitle(/^All times are in/).innerText() };
    await interactionPage(app).open(id);
    const lede = app.page.locator(".lede");
    const inPage = lede.locator("time").first();
    const ofPage = { text: await inPage.innerText(), exact: await inPage.getAttribute("title"), zone: await lede.getByTitle(/^All times are in/).innerText() };
    return { ofList, ofPage };
  }

  const exact = () => `${new Date(createdAt).toISOString().replace("T", " ").replace("Z", "")} UTC`;

  it.for([
    ["the computer's own", "Local", "Asia/Tokyo"],
    ["UTC, as the settings say", "UTC", "UTC"],
    ["the computer's own again", "Local", "Asia/Tokyo"],
  ] as const)("is %s, in list and page alike, with the exact UTC behind each", async ([, button, zone]) => {
    await app.goTo("/settings");
    await app.page.getByRole("button", { name: button, exact: true }).click();
    const { ofList, ofPage } = await shown();
    // Yesterday's, near midnight, stand with their day and the clock's minutes.
    expect(ofList.text).toContain(clockIn(zone, createdAt).slice(0, 5));
    expect(ofPage.text).toContain(clockIn(zone, createdAt));
    expect([ofList.zone, ofPage.zone]).toEqual([zone, zone]);
    expect([ofList.exact, ofPage.exact]).toEqual([exact(), exact()]);
  });
});
