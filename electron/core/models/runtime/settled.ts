/** Writes down what is only remembered: a full disk must not keep a model from loading, and says so where someone asks for something. */
export function settled(write: () => void): void {
  try {
    write();
  } catch {
    // The next load writes it again.
  }
}
