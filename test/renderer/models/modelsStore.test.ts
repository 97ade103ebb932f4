import { describe, expect, it } from "vitest";
import { createModelsStore } from "../../../renderer/features/models/modelsStore.ts";
import { createSeriesStore } from "../../../renderer/features/models/seriesStore.ts";
import { linkTo } from "../../helpers/linkTo.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { fakeModel } from "../../helpers/fakeModels.ts";
import { until } from "../../helpers/until.ts";

function libraryOf(...names: string[]) {
  const link = linkTo(createFakeCore({ models: names.map((name) => fakeModel(name)) }).services);
  const store = createModelsStore(link);
  return { link, store, stop: store.getState().follow() };
}

describe("the library on the page", () => {
  it("shows what the core has, as it changes", async () => {
    const { store, stop } = libraryOf("a-v1");
    expect(store.getState().models).toBeNull();
    await until(() => store.getState().models?.length === 1);
    await store.getState().load("mdl_a-v1");
    expect(store.getState().models?.[0]?.runtime.state).toBe("loaded");
    stop();
  });

  it("imports what it can and keeps the reason of each file that was refused", async () => {
    const { store, stop } = libraryOf("a-v1");
    await until(() => store.getState().models !== null);
    const taken = await store.getState().importFiles(["/new.gguf", "/README.md", "/models/a-v1.gguf"]);
    expect(taken).toEqual([{ id: "mdl_new", alreadyThere: false }, { id: "mdl_a-v1", alreadyThere: true }]);
    expect(store.getState().refused).toMatchObject([{ path: "/README.md", failure: { code: "not-a-model", fix: "Choose a file that ends in .gguf." } }]);
    expect(store.getState().importing).toEqual([]);
    stop();
  });

  it("keeps what went wrong beside the model until something is asked of it again", async () => {
    const link = linkTo(createFakeCore({ models: [fakeModel("a-v1", { fileState: "missing" })] }).services);
    const store = createModelsStore(link);
    await store.getState().load("mdl_a-v1");
    expect(store.getState().troubles["mdl_a-v1"]).toMatchObject({ title: "The model could not be loaded", failure: { code: "model-missing" } });
    await store.getState().update("mdl_a-v1", { name: "b" });
    expect(store.getState().troubles["mdl_a-v1"]).toBeUndefined();
  });

  it("reads the header of each file once, one after the other, and not of a file that is away", async () => {
    const { services } = createFakeCore({ models: [fakeModel("a"), fakeModel("b"), fakeModel("c", { fileState: "missing" })] });
    const asked: string[] = [];
    let open = 0;
    const inspect: typeof services.models.inspect = async (input, signal) => {
      asked.push(`${input.path} ${open++}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open--;
      return services.models.inspect(input, signal);
    };
    const store = createModelsStore(linkTo({ ...services, models: { ...services.models, inspect } }));
    const models = [fakeModel("a"), fakeModel("b"), fakeModel("c", { fileState: "missing" }), fakeModel("a")];
    await Promise.all(models.map((model) => store.getState().inspect(model)));
    expect(asked).toEqual(["/models/a.gguf 0", "/models/b.gguf 0"]);
    expect(Object.values(store.getState().inspections)).toMatchObject([{ valid: true }, { valid: true }]);
  });

  it("brings a removed model back with its names and settings", async () => {
    const { store, stop } = libraryOf("a-v1", "b-v1");
    await until(() => store.getState().models?.length === 2);
    expect(await store.getState().remove("mdl_b-v1")).toBe(true);
    await until(() => store.getState().models?.length === 1);
    const [back] = await store.getState().importFiles(["/models/b-v1.gguf"]);
    expect(await store.getState().update(back!.id, { family: "support" })).toBe(true);
    expect(store.getState().models?.find(({ id }) => id === back!.id)).toMatchObject({ family: "support" });
    stop();
  });
});

describe("series colours", () => {
  function coloursOf(core: Parameters<typeof createFakeCore>[0]) {
    const link = linkTo(createFakeCore(core).services);
    const models = createModelsStore(link);
    const store = createSeriesStore({ ...link, models });
    const stops = [models.getState().follow(), store.getState().follow()];
    return { store, stop: () => stops.forEach((stop) => stop()) };
  }

  it("stay with a model over sessions, also when others come and go", async () => {
    const remembered = new Map<string, unknown>();
    const { store: first, stop } = coloursOf({ models: [fakeModel("a"), fakeModel("b")], remembered });
    await until(() => remembered.has("series"));
    stop();
    const { store: second, stop: stopSecond } = coloursOf({ models: [fakeModel("b"), fakeModel("c")], remembered });
    await until(() => "c" in second.getState().series);
    expect(second.getState().series["b"]).toBe(first.getState().series["b"]);
    expect(second.getState().series["c"]).not.toBe(second.getState().series["b"]);
    stopSecond();
  });

  it("are assigned anew when what was remembered can't be read", async () => {
    const { store, stop } = coloursOf({ models: [fakeModel("a")], remembered: new Map([["series", "nonsense"]]) });
    await until(() => "a" in store.getState().series);
    expect(store.getState().series).toEqual({ a: 1 });
    stop();
  });
});
