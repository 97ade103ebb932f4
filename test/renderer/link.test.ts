import { describe, expect, it } from "vitest";
import { createLink } from "../../renderer/link.ts";
import { core, type CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { createFakeCore } from "../helpers/fakeCore.ts";
import { fakeModel } from "../helpers/fakeModels.ts";
import { until } from "../helpers/until.ts";

/** A link to a core in memory whose connection can be cut, and refused. */
function linkToFakeCore(watchModels?: Services<CoreContract>["models"]["watch"]) {
  const fake = createFakeCore({ models: [fakeModel("a-v1")] });
  const services = watchModels ? { ...fake.services, models: { ...fake.services.models, watch: watchModels } } : fake.services;
  const ends: Port[] = [];
  let isRefusing = false;
  const waits: number[] = [];
  const link = createLink({
    contract: core,
    openPort: async () => {
      if (isRefusing) throw new AppError("connection-lost", "Nobody is there.");
      const [page, other] = memoryPorts();
      serve(core, services, other);
      ends.push(other);
      return page;
    },
    waitMs: async (ms) => {
      waits.push(ms);
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  });
  return { link, waits, cut: () => ends.at(-1)!.close(), refuse: (next: boolean) => (isRefusing = next) };
}

describe("the page's link to the core", () => {
  it("lets a call that was made before the first connection wait for it", async () => {
    const { link } = linkToFakeCore();
    const models = link.api.models.list({});
    void link.start();
    expect(await models).toHaveLength(1);
  });

  it("connects again after the connection was lost, and asks its watches again", async () => {
    const { link, cut } = linkToFakeCore();
    void link.start();
    const seen: number[] = [];
    const stop = link.watch((api, signal) => api.models.watch({}, signal), (models) => seen.push(models.length));
    await until(() => seen.length === 1);
    await link.api.models.import({ path: "/b.gguf" });
    await until(() => seen.length === 2);
    cut();
    await until(() => seen.length === 3);
    expect(seen).toEqual([1, 2, 2]);
    expect(link.status.getState()).toEqual({ state: "connected" });
    stop();
  });

  it("says that it is lost, fails calls meanwhile, and backs off from try to try", async () => {
    const { link, cut, refuse, waits } = linkToFakeCore();
    void link.start();
    await link.api.models.list({});
    refuse(true);
    cut();
    await until(() => waits.length >= 4);
    expect(link.status.getState()).toMatchObject({ state: "lost", why: { code: "connection-lost" } });
    await expect(link.api.models.list({})).rejects.toMatchObject({ code: "connection-lost" });
    expect(waits.slice(0, 4)).toEqual([250, 500, 1000, 2000]);
    refuse(false);
    await until(() => link.status.getState().state === "connected");
    expect(await link.api.models.list({})).toHaveLength(1);
  });

  it("tells a watch why its stream failed, and asks again, more and more seldom, until it works", async () => {
    let asked = 0;
    const { link, waits } = linkToFakeCore(async function* () {
      if (++asked < 5) throw new AppError("database-corrupt", "The library can't be read.");
      yield [];
    });
    void link.start();
    const failures: string[] = [];
    let items = 0;
    const stop = link.watch((api, signal) => api.models.watch({}, signal), () => items++, (failure) => failures.push(failure.code));
    await until(() => items === 1);
    expect(failures).toEqual(Array.from({ length: 4 }, () => "database-corrupt"));
    expect(waits).toEqual([250, 500, 1000, 2000]);
    stop();
  });

  it("leaves the stream on the other side when its watcher stops", async () => {
    let isLeft = false;
    const { link } = linkToFakeCore(async function* (_, signal) {
      yield [];
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      isLeft = true;
    });
    void link.start();
    let items = 0;
    const stop = link.watch((api, signal) => api.models.watch({}, signal), () => items++);
    await until(() => items === 1);
    stop();
    await until(() => isLeft);
    expect(items).toBe(1);
  });
});
