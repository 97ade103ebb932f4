import { useEffect } from "react";
import type { Model } from "../../../shared/schemas/model.ts";
import { useModels } from "./modelsStore.ts";

/** Has the header of the model's file read, once. */
export function useInspect(model: Model | undefined): void {
  useEffect(() => {
    if (model) void useModels.getState().inspect(model);
  }, [model]);
}
