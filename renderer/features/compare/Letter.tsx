const letters = "ABCDEFGH";

/** The letter of a column: A is the one that the others are shown against. */
export function Letter({ column }: { column: number }) {
  return <b className="ab">{letters[column]}</b>;
}
