import { describe, expect, it } from "vitest";
import { createRedactionStore } from "../../../renderer/features/settings/care/redactionStore.ts";
import { createRetentionStore } from "../../../renderer/features/settings/care/retentionStore.ts";
import { createStorageStore } from "../../../renderer/features/settings/care/storageStore.ts";
import { AppError } from "../../../shared/errors.ts";
import type { RetentionPreview } from "../../../shared/schemas/retention.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { linkTo } from "../../helpers/linkTo.ts";
import { until } from "../../helpers/until.ts";

const previewOf = (interactions: number): RetentionPreview => ({ shares: [], interactions, bytes: 10 * interactions, wholeMonths: [], logInteractions: 100, logBytes: 1000 });

describe("retention on the page", () => {
  it("previews what is on the screen and keeps nothing of it until it is saved; what was in force comes back", async () => {
    const { services } = createFakeCore();
    const asked: number[] = [];
    const care = { ...services.care, previewRetention: ({ retention }: Parameters<typeof services.care.previewRetention>[0]) => (asked.push(retention!.rules.length), previewOf(retention!.rules.length)) };
    const store = createRetentionStore(linkTo({ ...services, care }));
    const stop = store.getState().follow();
    await until(() => store.getState().preview?.interactions === 0);
    store.getState().addRule();
    store.getState().addRule();
    expect(store.getState().preview).toBeNull();
    await until(() => store.getState().preview?.interactions === 2);
    expect(asked).toEqual([0, 2]);
    expect(store.getState().draft.rules.map(({ name }) => name)).toEqual(["Rule 1", "Rule 2"]);
    expect(store.getState().saved.rules).toEqual([]);
    store.getState().removeRule(0);
    store.getState().editRule(0, { olderThanDays: 7 });
    const before = await store.getState().save();
    expect(store.getState().saved.rules).toMatchObject([{ name: "Rule 2", olderThanDays: 7 }]);
    await store.getState().restore(before!);
    expect(store.getState().saved.rules).toEqual([]);
    stop();
  });

  it("says why rules were not saved, and keeps them on the screen", async () => {
    const { services } = createFakeCore();
    const fail = () => {
      throw new AppError("disk-full", "The disk is full.");
    };
    const store = createRetentionStore(linkTo({ ...services, care: { ...services.care, setRetention: fail } }));
    store.getState().addRule();
    expect(await store.getState().save()).toBeNull();
    expect(store.getState()).toMatchObject({ failure: { code: "disk-full" }, draft: { rules: [{ name: "Rule 1" }] }, saved: { rules: [] } });
  });
});

describe("redaction on the page", () => {
  it("turns kinds on and off at once and tries them on the text; a rule that can't be run leaves all as it was", async () => {
    const { services } = createFakeCore();
    const care: typeof services.care = {
      ...services.care,
      setRedaction(next, signal) {
        if (next.rules.some(({ pattern }) => pattern === "(")) throw new AppError("bad-request", "It is no regular expression.");
        return services.care.setRedaction(next, signal);
      },
      tryRedaction: ({ text }) => ({ text: text.toUpperCase(), counts: { email: 1 } }),
    };
    const store = createRedactionStore(linkTo({ ...services, care }));
    await store.getState().choose("email", true);
    await store.getState().choose("card", true);
    await store.getState().choose("email", false);
    expect(store.getState().redaction.kinds).toEqual(["card"]);
    expect(await store.getState().addRule({ name: "mine", pattern: "(" })).toBe(false);
    expect(store.getState()).toMatchObject({ redaction: { kinds: ["card"], rules: [] }, failure: { code: "bad-request" } });
    expect(await store.getState().addRule({ name: "mine", pattern: "KD-[0-9]+" })).toBe(true);
    await store.getState().removeRule("mine");
    expect(store.getState()).toMatchObject({ redaction: { rules: [] }, failure: null });
    store.getState().setText("abc");
    expect(store.getState().tried).toBeNull();
    await until(() => store.getState().tried?.text === "ABC");
  });
});

describe("storage on the page", () => {
  it("shows older deeds below the newer ones, and says why a backup did not begin", async () => {
    const { services } = createFakeCore();
    const deed = (key: number) => ({ key, at: key, who: "kim", via: "window" as const, action: "remove" as const, interactions: 1, details: {} });
    const care: typeof services.care = { ...services.care, audit: ({ cursor }) => (cursor === undefined ? { entries: [deed(3), deed(2)], next: 2 } : { entries: [deed(1)], next: null }) };
    const store = createStorageStore(linkTo({ ...services, care }));
    await store.getState().refresh();
    await store.getState().showOlder();
    expect(store.getState()).toMatchObject({ entries: [{ key: 3 }, { key: 2 }, { key: 1 }], older: null });
    expect(await store.getState().backUp("/b")).toBe(false);
    expect(store.getState().failure).toMatchObject({ code: "bad-request" });
    await store.getState().measure();
    expect(store.getState()).toMatchObject({ sizes: { files: [] }, isMeasuring: false, failure: null });
  });
});
