/** Waits until `isSo`, looking every few milliseconds; fails after `limitMs`. */
export async function until(isSo: () => boolean, limitMs = 5000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`Not so after ${limitMs} ms: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
