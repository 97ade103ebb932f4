import type { Model, ModelNotice } from "../../../shared/schemas/model.ts";

const noticesOf = ({ runtime }: Model): ModelNotice[] => ("notices" in runtime ? (runtime.notices ?? []) : []);

/** The notices that models have now and had not before. */
export function newNotices(models: readonly Model[], before: readonly Model[]): { model: Model; notice: ModelNotice }[] {
  const known = new Set(before.flatMap((model) => noticesOf(model).map(({ kind }) => `${model.id} ${kind}`)));
  return models.flatMap((model) => noticesOf(model).filter(({ kind }) => !known.has(`${model.id} ${kind}`)).map((notice) => ({ model, notice })));
}
