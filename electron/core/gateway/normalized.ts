/** A vector of the same direction and length 1; one of length 0 stays as it is. */
export function normalized(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
