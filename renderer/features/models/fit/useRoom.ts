import type { Model } from "../../../../shared/schemas/model.ts";
import { useSettings } from "../../settings/settingsStore.ts";
import { useSystem } from "../../status/systemStore.ts";
import { roomFor, usesGpu, type Room } from "./memoryFit.ts";

/** The memory that `model` lies in or would lie in; without a model, the one that models use by themselves. Null: not known yet. */
export function useRoom(model?: Model): Room | null {
  const sample = useSystem((state) => state.sample);
  const gpu = useSettings((state) => state.settings.gpu);
  return sample && roomFor(sample, model ? usesGpu(model, gpu) : gpu !== "off");
}
