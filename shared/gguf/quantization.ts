import type { Facts } from "./facts.ts";
import { fileTypes } from "./fileTypes.ts";
import type { Tensor } from "./tensors.ts";

export type TypeShare = { type: string; tensors: number; sizeBytes: number };

/** Tensors and bytes per type, most bytes first. */
export function typeShares(tensors: Tensor[]): TypeShare[] {
  const shares = new Map<string, TypeShare>();
  for (const { type, sizeBytes } of tensors) {
    const share = shares.get(type.name) ?? { type: type.name, tensors: 0, sizeBytes: 0 };
    shares.set(type.name, { type: type.name, tensors: share.tensors + 1, sizeBytes: share.sizeBytes + sizeBytes });
  }
  return [...shares.values()].sort((a, b) => b.sizeBytes - a.sizeBytes);
}

/** The name of the quantization: what the file says where its tensors bear it out, else the type that holds most bytes. `claimed` is what the file says. */
export function quantizationOf(facts: Facts, shares: TypeShare[]): { name: string; claimed: string | null } {
  const claimed = fileTypes.get(facts.count("general.file_type") ?? -1) ?? null;
  // Mixes such as IQ3_XS or Q2_K_S may hold nothing of the type that they are named after, so only plain names can be refuted.
  const isMix = claimed !== null && /_(S|M|L|XS|XXS)$/.test(claimed);
  if (claimed && (isMix || shares.some(({ type }) => type === claimed))) return { name: claimed, claimed };
  return { name: shares[0]?.type ?? "none", claimed };
}
