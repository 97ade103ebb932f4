import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds wrong on the page, each with the first element: `colour-contrast: <span …>`. */
export async function axeFindings(page: Page): Promise<string[]> {
  // What is half faded in has another contrast; what turns for ever is not waited for.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime)).map(({ finished }) => finished)));
  // Legacy mode opens no second page, which a window has not.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ rules: { "target-size": { enabled: true } } }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}
