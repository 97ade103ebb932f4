import { expect, it } from "vitest";
import { createFoldersStore } from "../../renderer/components/foldersStore.ts";
import { createFakeCore } from "../helpers/fakeCore.ts";
import { linkTo } from "../helpers/linkTo.ts";

it("shows the folder that was asked for last, however slow an earlier one is", async () => {
  const { services } = createFakeCore();
  const listFolder: typeof services.app.listFolder = async (input, signal) => {
    if (input.path === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    return services.app.listFolder(input, signal);
  };
  const store = createFoldersStore(linkTo({ ...services, app: { ...services.app, listFolder } }));
  const first = store.getState().open();
  await store.getState().open("/work");
  await first;
  expect(store.getState().listing?.path).toBe("/work");
});
