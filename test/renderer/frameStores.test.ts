import { describe, expect, it } from "vitest";
import { createFoldersStore } from "../../renderer/components/foldersStore.ts";
import { createLayoutStore } from "../../renderer/components/layoutStore.ts";
import { pathQuestion, pickPaths } from "../../renderer/components/pickPaths.ts";
import { createPaletteStore } from "../../renderer/features/palette/paletteStore.ts";
import { createSystemStore } from "../../renderer/features/status/systemStore.ts";
import { AppError } from "../../shared/errors.ts";
import { createFakeCore, fakeSample } from "../helpers/fakeCore.ts";
import { linkTo } from "../helpers/linkTo.ts";
import { sampleInteraction } from "../helpers/sampleInteraction.ts";
import { until } from "../helpers/until.ts";

describe("the layout", () => {
  it("is found again by the next session", async () => {
    const remembered = new Map<string, unknown>();
    const { services } = createFakeCore({ remembered });
    const first = createLayoutStore(linkTo(services));
    first.getState().setWidth("models", 400);
    first.getState().toggleRail();
    await until(() => remembered.has("layout"));
    const second = createLayoutStore(linkTo(services));
    const stop = second.getState().follow();
    await until(() => second.getState().isRailNarrow);
    expect(second.getState().widths).toEqual({ models: 400 });
    stop();
  });

  it("is the first one when what was remembered makes no sense", async () => {
    const link = linkTo(createFakeCore({ remembered: new Map([["layout", { widths: { models: "wide" }, isRailNarrow: 7 }]]) }).services);
    const store = createLayoutStore(link);
    const stop = store.getState().follow();
    await link.api.app.info({});
    expect(store.getState()).toMatchObject({ widths: {}, isRailNarrow: false });
    stop();
  });
});

describe("the palette", () => {
  const row = sampleInteraction(["Here."], { id: "int_abc" });
  const services = () => {
    const { services } = createFakeCore();
    return { ...services, interactions: { ...services.interactions, list: ({ text }: { text?: string | undefined }) => ({ items: text === undefined || text === "int_a" ? [row] : [], next: null }) } };
  };

  it("finds interactions by the start of an id, and forgets them when the text changes", async () => {
    const store = createPaletteStore(linkTo(services()));
    await store.getState().find("int_a");
    expect(store.getState().found.map(({ id }) => id)).toEqual(["int_abc"]);
    await store.getState().find("in");
    expect(store.getState().found).toEqual([]);
  });

  it("offers the newest interactions while no more than the beginning of every id is written", async () => {
    const store = createPaletteStore(linkTo(services()));
    await store.getState().find("int_");
    expect(store.getState().found.map(({ id }) => id)).toEqual(["int_abc"]);
  });

  it("shows what was asked last, whichever answer comes last", async () => {
    const store = createPaletteStore(linkTo(services()));
    await Promise.all([store.getState().find("int_a"), store.getState().find("nothing")]);
    expect(store.getState().found).toEqual([]);
  });

  it("still finds pages and models when the log can't be searched", async () => {
    const fail = () => {
      throw new AppError("database-corrupt", "The log is damaged.");
    };
    const parts = services();
    const store = createPaletteStore(linkTo({ ...parts, interactions: { ...parts.interactions, list: fail } }));
    await store.getState().find("int_a");
    expect(store.getState().found).toEqual([]);
  });
});

describe("choosing files of the core's computer", () => {
  it("gives the paths that were chosen, and none when another question takes its place", async () => {
    const first = pickPaths({ title: "First", extensions: ["gguf"] });
    const second = pickPaths({ title: "Second", extensions: [] });
    expect(await first).toEqual([]);
    expect(pathQuestion.getState()?.title).toBe("Second");
    pathQuestion.getState()!.answer(["/a.gguf"]);
    expect(await second).toEqual(["/a.gguf"]);
    expect(pathQuestion.getState()).toBeNull();
  });

  it("keeps the folder that is shown when the next one can't be read, and says why", async () => {
    const { services } = createFakeCore();
    const listFolder: typeof services.app.listFolder = (input, signal) => {
      if (input.path === "/root") throw new AppError("forbidden", "/root can't be read by this user.");
      return services.app.listFolder(input, signal);
    };
    const store = createFoldersStore(linkTo({ ...services, app: { ...services.app, listFolder } }));
    await store.getState().open();
    await store.getState().open("/root");
    expect(store.getState()).toMatchObject({ listing: { path: "/models" }, failure: { code: "forbidden" } });
    await store.getState().open("/models/old");
    expect(store.getState()).toMatchObject({ listing: { path: "/models/old" }, failure: null });
  });
});

describe("the machine in the status bar", () => {
  it("is followed second by second", async () => {
    const store = createSystemStore(linkTo(createFakeCore().services));
    const stop = store.getState().follow();
    await until(() => store.getState().sample !== null);
    expect(store.getState().sample).toEqual(fakeSample);
    stop();
  });
});
