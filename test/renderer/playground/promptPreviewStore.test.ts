import { expect, it } from "vitest";
import { createPromptPreviewStore } from "../../../renderer/features/playground/promptPreviewStore.ts";
import { AppError } from "../../../shared/errors.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { linkTo } from "../../helpers/linkTo.ts";

it("shows each column's prompt or why there is none, and only the newest question's", async () => {
  const { services } = createFakeCore({ models: [] });
  const waits: (() => void)[] = [];
  const preview: typeof services.gateway.preview = async ({ target, messages }) => {
    const text = String(messages[0]!.content);
    if (text === "old") await new Promise<void>((resolve) => waits.push(resolve));
    if (target === "gone") throw new AppError("not-found", "There is no model gone.");
    return { prompt: `<${text}>`, tokens: [{ id: 1, text: `<${text}>` }], contextTokens: 64, findings: [] };
  };
  const store = createPromptPreviewStore(linkTo({ ...services, gateway: { ...services.gateway, preview } }));
  const ask = (content: string, ...targets: string[]) => store.getState().ask(targets.map((target) => ({ target, messages: [{ role: "user" as const, content }] })));
  const old = ask("old", "a");
  await ask("new", "a", "gone");
  waits.forEach((go) => go());
  await old;
  expect(store.getState().previews).toMatchObject([{ target: "a", preview: { prompt: "<new>" } }, { target: "gone", failure: { code: "not-found" } }]);
});
