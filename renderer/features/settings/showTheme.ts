import type { Settings } from "../../../shared/schemas/app.ts";
import type { useSettings } from "./settingsStore.ts";

const key = "tapedeck.theme";

/** Puts the chosen theme on the document. It is kept in the browser too, so that the next start paints in it at once. */
export function showTheme(store: typeof useSettings): void {
  show(localStorage.getItem(key));
  store.subscribe(({ settings }, before) => {
    if (settings.theme === before.settings.theme && document.documentElement.dataset["theme"] === shown(settings.theme)) return;
    localStorage.setItem(key, settings.theme);
    show(settings.theme);
  });
}

const shown = (theme: Settings["theme"]) => (theme === "system" ? undefined : theme);

function show(theme: string | null): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
  else delete document.documentElement.dataset["theme"];
}
