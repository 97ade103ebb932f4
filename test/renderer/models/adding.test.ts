import { describe, expect, it } from "vitest";
import { canImport, foundWords } from "../../../renderer/features/models/add/foundFiles.ts";
import { createPullStore } from "../../../renderer/features/models/add/pullStore.ts";
import { createScanStore } from "../../../renderer/features/models/add/scanStore.ts";
import { createModelsStore } from "../../../renderer/features/models/modelsStore.ts";
import { AppError } from "../../../shared/errors.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { fakeFound } from "../../helpers/fakeModels.ts";
import { linkTo } from "../../helpers/linkTo.ts";

function scanOf(core: ReturnType<typeof createFakeCore>) {
  const link = linkTo(core.services);
  const models = createModelsStore(link);
  return { models, store: createScanStore({ api: link.api, models }) };
}

describe("a scan of folders", () => {
  it("says what is new, what is known and what can't come in", () => {
    expect(foundWords(fakeFound)).toBe("2 new, 1 in the library, 1 with a problem");
    expect(foundWords([])).toBe("0 new");
  });

  it("marks only what can come in, and imports what is marked", async () => {
    const { store } = scanOf(createFakeCore());
    await store.getState().look("/models");
    expect(store.getState()).toMatchObject({ isLooking: false, failure: null });
    store.getState().toggleAll();
    expect([...store.getState().marked]).toEqual(fakeFound.filter(canImport).map(({ path }) => path));
    store.getState().toggleAll();
    expect(store.getState().marked.size).toBe(0);
    store.getState().toggle("/home/kim/.lmstudio/models/lora/mail.gguf");
    expect(await store.getState().importMarked()).toEqual(["mdl_mail"]);
    expect(store.getState().found.find(({ name }) => name === "mail.gguf")?.modelId).toBe("mdl_mail");
    expect(store.getState().marked.size).toBe(0);
  });

  it("leaves a refused file as new, and its reason to the library", async () => {
    const { store, models } = scanOf(createFakeCore());
    await store.getState().look();
    // The core in memory takes only names that end in .gguf, and a blob's has no ending.
    store.getState().toggle("/home/kim/.ollama/models/blobs/sha256-0f3a");
    expect(await store.getState().importMarked()).toEqual([]);
    expect(store.getState().found.find(({ place }) => place === "ollama")?.modelId).toBeNull();
    expect(models.getState().refused).toHaveLength(1);
  });

  it("shows only the latest look, whatever becomes of the one before", async () => {
    const core = createFakeCore();
    const first = Promise.withResolvers<{ jobId: string }>();
    const scan: typeof core.services.models.scan = ({ paths }) => (paths?.[0] === "/slow" ? first.promise : { jobId: "job_second" });
    const { store } = scanOf({ ...core, services: { ...core.services, models: { ...core.services.models, scan } } });
    const slow = store.getState().look("/slow");
    await store.getState().look("/models");
    first.reject(new AppError("not-found", "There is no folder /slow."));
    await slow;
    expect(store.getState()).toMatchObject({ jobId: "job_second", failure: null, found: fakeFound });
  });

  it("says why it could not begin", async () => {
    const core = createFakeCore();
    const scan: typeof core.services.models.scan = () => {
      throw new AppError("not-found", "There is no folder /nope.");
    };
    const { store } = scanOf({ ...core, services: { ...core.services, models: { ...core.services.models, scan } } });
    await store.getState().look("/nope");
    expect(store.getState()).toMatchObject({ isLooking: false, failure: { message: "There is no folder /nope." } });
  });
});

describe("several files of a scan", () => {
  it("each get their own model", async () => {
    const files = ["/a.gguf", "/b.gguf"].map((path) => ({ ...fakeFound.find(canImport)!, path, name: path.slice(1) }));
    const core = createFakeCore();
    const found: typeof core.services.models.found = async function* () {
      yield files;
    };
    const { store } = scanOf({ ...core, services: { ...core.services, models: { ...core.services.models, found } } });
    await store.getState().look();
    store.getState().toggleAll();
    await store.getState().importMarked();
    expect(store.getState().found.map(({ modelId }) => modelId)).toEqual(["mdl_a", "mdl_b"]);
  });
});

describe("a pull", () => {
  it("is known by its address, and says why it did not begin", async () => {
    const { services } = createFakeCore();
    const store = createPullStore(linkTo(services));
    await store.getState().open();
    const [entry] = store.getState().catalog!;
    expect(await store.getState().pull({ uri: entry!.uri })).toBe(true);
    expect(store.getState().jobs[entry!.uri]).toBeDefined();
    const full: typeof services.models.pull = () => {
      throw new AppError("disk-full", "It needs 98 MB and 20 MB are free.");
    };
    const refused = createPullStore(linkTo({ ...services, models: { ...services.models, pull: full } }));
    expect(await refused.getState().pull({ uri: "hf:a/b/c.gguf" })).toBe(false);
    expect(refused.getState()).toMatchObject({ jobs: {}, failure: { code: "disk-full" } });
  });
});
