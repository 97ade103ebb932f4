import { useQueryValue } from "../../../router.ts";
import { matches } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { families, rowKeys } from "./families.ts";

/** The library as the page's address says: filtered, sorted, its families open or closed, with or without the retired. */
export function useLibraryView() {
  const models = useModels((state) => state.models);
  const [chosen, choose] = useQueryValue("model");
  const [text, setText] = useQueryValue("text");
  const [sort, setSort] = useQueryValue("sort");
  const [retired, setRetired] = useQueryValue("retired");
  const [closedText, setClosed] = useQueryValue("closed");
  const isRetiredShown = retired === "shown";
  const all = models ?? [];
  // Each name ends with a line break: a family may have none.
  const closed = new Set(closedText?.split("\n").slice(0, -1));
  const listed = all.filter((model) => (isRetiredShown || !model.isRetired || model.id === chosen) && matches(model, text ?? ""));
  const groups = families(listed, sort ?? undefined);
  const keys = rowKeys(groups, closed);
  const firstModel = keys.find((key) => !key.startsWith("family:"));
  const selectedKey = chosen !== null && keys.includes(chosen) ? chosen : (firstModel ?? keys[0]);
  const shown = groups.flatMap(({ entries }) => entries.map(({ model }) => model));
  return {
    models, groups, keys, closed, shown, selectedKey, choose, sort, setSort, isRetiredShown,
    selected: shown.find((model) => model.id === selectedKey),
    text: text ?? "",
    setText: (next: string) => setText(next || null),
    retiredCount: all.filter((model) => model.isRetired && matches(model, text ?? "")).length,
    showRetired: (next: boolean) => setRetired(next ? "shown" : null),
    toggleFamily: (name: string) => setClosed((closed.has(name) ? [...closed].filter((each) => each !== name) : [...closed, name]).map((each) => `${each}\n`).join("")),
  };
}
export type LibraryView = ReturnType<typeof useLibraryView>;
