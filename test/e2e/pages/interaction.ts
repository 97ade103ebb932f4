import type { OpenApp } from "../environments.ts";
import { chooseModel } from "./playground.ts";

/** The page of one interaction as a person uses it. */
export function interactionPage({ page, goTo }: OpenApp) {
  const panel = page.getByRole("region", { name: "Replay", exact: true });
  return {
    open: (id: string) => goTo(`/interactions/${id}`),
    panel,
    /** The sentence over the replays, once `times` of them are graded. */
    async verdict(times = 1): Promise<string> {
      await panel.locator("ol.grades button").nth(times - 1).waitFor();
      return panel.locator(".replay-verdict p").first().innerText();
    },
    replay: () => page.keyboard.press("r"),
    async replayOn(model: string) {
      await page.keyboard.press("o");
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      await chooseModel(page, model, "Model of the replay");
      await dialog.getByRole("button", { name: /^Replay/ }).click();
      await dialog.waitFor({ state: "detached" });
    },
  };
}
