import type { TensorRow } from "../schemas/model.ts";
import type { Tensor } from "./tensors.ts";

/** The per-tensor table. Bits per weight are those of the type's blocks, scales and all: 8.5 for Q8_0. */
export function tensorRows(tensors: Tensor[]): TensorRow[] {
  return tensors.map(({ name, dimensions, type, sizeBytes }) => ({ name, shape: dimensions, type: type.name, sizeBytes, bitsPerWeight: (type.blockBytes * 8) / type.blockElements }));
}
