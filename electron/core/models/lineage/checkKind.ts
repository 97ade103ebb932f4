import { AppError } from "../../../../shared/errors.ts";
import type { ModelKind } from "../../../../shared/schemas/model.ts";

/** Throws `not-a-model` for what can't answer by itself. */
export function checkKind({ name, kind }: { name: string; kind: ModelKind }): void {
  if (kind === "adapter") throw new AppError("not-a-model", `${name} is a LoRA adapter: it only works on top of the model that it was made for.`, { fix: "Choose that model, and this as its adapter." });
  if (kind === "projector") throw new AppError("not-a-model", `${name} is the image part of a multimodal model, without the language model itself: it can't be loaded or asked.`, { fix: "Choose the language model that it belongs to." });
}
