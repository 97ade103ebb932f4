import { toast } from "sonner";
import type { Model } from "../../../../shared/schemas/model.ts";
import { useModels } from "../modelsStore.ts";

/** Takes a model out of the pickers or brings it back, and offers to undo that. */
export async function retire(model: Model, isRetired: boolean): Promise<void> {
  if (!(await useModels.getState().update(model.id, { isRetired }))) return;
  const undo = { label: "Undo", onClick: () => void useModels.getState().update(model.id, { isRetired: !isRetired }) };
  toast(isRetired ? `Retired ${model.name}` : `${model.name} is offered again`, { ...(isRetired ? { description: "No picker offers it any more. Its history stays." } : {}), action: undo });
}
