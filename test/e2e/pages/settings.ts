import type { OpenApp } from "../environments.ts";

/** The Settings screen, by its sections. */
export function settingsPage({ page, goTo }: Pick<OpenApp, "page" | "goTo">) {
  const section = (name: string) => page.getByRole("region", { name, exact: true });
  return {
    open: () => goTo("/settings"),
    section,
    retention: section("Retention"),
    redaction: section("Redaction"),
    backups: section("Backups"),
    storage: section("Storage"),
    changes: section("Changes"),
    dialog: page.getByRole("dialog"),
  };
}
