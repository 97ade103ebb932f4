import { useEffect } from "react";
import { toast } from "sonner";
import type { Model } from "../../../shared/schemas/model.ts";
import { useModels } from "./modelsStore.ts";
import { newNotices } from "./newNotices.ts";

/** Tells at once, on whatever page one is, that a model runs on the processor although a GPU was meant, or with older settings. */
export function ModelReports() {
  useEffect(() => useModels.subscribe(({ models }, before) => report(models, before.models)), []);
  return null;
}

function report(models: readonly Model[] | null, before: readonly Model[] | null): void {
  if (models === before || models === null || before === null) return;
  for (const { notice } of newNotices(models, before)) toast.warning(notice.what, { description: `${notice.why} ${notice.fix}`, duration: 12_000 });
}
