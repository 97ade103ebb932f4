import type { Source } from "./source.ts";

/** The first character behind an offset that is no white space and no comma between values; null at the end. */
export async function firstByte(source: Source, from: number): Promise<{ at: number; byte: string } | null> {
  let offset = from;
  for await (const chunk of source.read(from)) {
    const index = chunk.findIndex((byte) => byte > 0x20);
    if (index !== -1) return { at: offset + index, byte: String.fromCharCode(chunk[index]!) };
    offset += chunk.length;
  }
  return null;
}
