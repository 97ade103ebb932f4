import { describe, expect, it } from "vitest";
import { createSettingsStore } from "../../renderer/features/settings/settingsStore.ts";
import { AppError } from "../../shared/errors.ts";
import { createFakeCore } from "../helpers/fakeCore.ts";
import { linkTo } from "../helpers/linkTo.ts";
import { until } from "../helpers/until.ts";

describe("settings on the page", () => {
  it("show a choice at once and keep it", async () => {
    const { services } = createFakeCore();
    const store = createSettingsStore(linkTo(services));
    const done = store.getState().set({ theme: "dark" });
    expect(store.getState().settings.theme).toBe("dark");
    await done;
    const second = createSettingsStore(linkTo(services));
    const stop = second.getState().follow();
    await until(() => second.getState().info !== null);
    expect(second.getState().settings.theme).toBe("dark");
    stop();
  });

  it("go back to what is in force when a choice could not be saved, and say why", async () => {
    const { services } = createFakeCore();
    const fail = () => {
      throw new AppError("disk-full", "The disk is full.", { fix: "Free some space." });
    };
    const store = createSettingsStore(linkTo({ ...services, settings: { ...services.settings, set: fail } }));
    await store.getState().set({ timeZone: "utc" });
    expect(store.getState()).toMatchObject({ settings: { timeZone: "local" }, failure: { code: "disk-full", fix: "Free some space." } });
  });

  it("show what the doctor found", async () => {
    const store = createSettingsStore(linkTo(createFakeCore().services));
    await store.getState().examine();
    expect(store.getState().doctor).toMatchObject({ state: "done", checks: [{ state: "ok" }, { state: "caution" }] });
  });
});
