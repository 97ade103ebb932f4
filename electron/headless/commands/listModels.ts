import type { Model } from "../../../shared/schemas/model.ts";
import type { Context } from "../context.ts";
import { connectToCore } from "../connectToCore.ts";
import { formatBytes } from "../format.ts";

const familyOf = ({ family, version }: Model) => [family, version].filter(Boolean).join(" ");

/** The library, newest import first; retired models last. */
export async function listModels({ output, signal, dataFolder }: Context): Promise<number> {
  const connection = await connectToCore(await dataFolder(), signal);
  try {
    const models = (await connection.core.models.list({}, signal)).toSorted((a, b) => Number(a.isRetired) - Number(b.isRetired));
    if (output.isJson) await output.document(models);
    else {
      for (const model of models) {
        const state = model.isRetired ? "retired" : model.fileState;
        const columns = [model.name.padEnd(32), familyOf(model).padEnd(20), model.kind.padEnd(9), model.quantization.padEnd(8), formatBytes(model.sizeBytes).padStart(9), state.padEnd(8)];
        await output.line([...columns, model.parts > 1 ? `${model.location} (${model.parts} parts)` : model.location].join("  "));
      }
    }
  } finally {
    await connection.close();
  }
  return 0;
}
