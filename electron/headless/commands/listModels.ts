import type { Context } from "../context.ts";
import { connectToCore } from "../connectToCore.ts";
import { formatBytes } from "../format.ts";

/** The library, newest import first. */
export async function listModels({ output, signal, dataFolder }: Context): Promise<number> {
  const connection = await connectToCore(await dataFolder(), signal);
  try {
    const models = await connection.core.models.list({}, signal);
    if (output.isJson) await output.document(models);
    else for (const model of models) await output.line([model.name.padEnd(32), model.quantization.padEnd(8), formatBytes(model.sizeBytes).padStart(9), model.fileState.padEnd(8), model.location].join("  "));
  } finally {
    await connection.close();
  }
  return 0;
}
