/** Every number, time and size on the screen passes here: 1,234 · 3.34 s · 12.8 tok/s · 4.2 GB. Unknown is an en dash. */
export const unknown = "–";

const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const minus = (text: string) => text.replace("-", "−");

export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? unknown : minus(plain.format(value));
}

/** `many`: the plural where it is not the singular with an s. */
export function formatNoun(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Milliseconds as people read them: 184 ms, 3.34 s, 2 min 5 s, 1 h 4 min. */
export function formatDuration(durationMs: number | null | undefined): string {
  if (durationMs === null || durationMs === undefined) return unknown;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 99_995) return `${(durationMs / 1000).toFixed(2)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** An estimate, in whole seconds: 4 s, 1 min 55 s, 6 min, 1 h 4 min. */
export function formatTimeLeft(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 5) return `${minutes} min ${seconds % 60} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function formatSpeed(tokensPerSecond: number | null | undefined): string {
  if (tokensPerSecond === null || tokensPerSecond === undefined) return unknown;
  return `${speedDigits(tokensPerSecond)} tok/s`;
}

/** Tokens a second where the unit stands in the head of the column. */
export function speedDigits(tokensPerSecond: number): string {
  return tokensPerSecond >= 1000 ? plain.format(tokensPerSecond) : tokensPerSecond.toFixed(1);
}

const sizes = ["B", "kB", "MB", "GB", "TB"];

const stepOf = (sizeBytes: number) => (sizeBytes < 1000 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(sizeBytes) / 3 + 1e-9)));

/** Bytes in decimal units, three digits: 4.2 GB, 10.2 GB, 512 B. */
export function formatBytes(sizeBytes: number | null | undefined): string {
  if (sizeBytes === null || sizeBytes === undefined) return unknown;
  const step = stepOf(sizeBytes);
  return `${short.format(sizeBytes / 1000 ** step)} ${sizes[step]}`;
}

/** A part and its whole in the whole's unit, which stands once: 14.1 of 32 GB. The part keeps its digits, so that what stands after it does not jump. */
export function formatBytesOf(usedBytes: number | null, totalBytes: number | null): { used: string; total: string } {
  const step = stepOf(totalBytes ?? 0);
  return { used: usedBytes === null ? unknown : (usedBytes / 1000 ** step).toFixed(1), total: totalBytes === null ? unknown : `${short.format(totalBytes / 1000 ** step)} ${sizes[step]}` };
}

/** Parameters of a model: 8.03 B, 135 M. */
export function formatParameters(count: number): string {
  if (count >= 1e9) return `${short.format(count / 1e9)} B`;
  if (count >= 1e6) return `${short.format(count / 1e6)} M`;
  return `${short.format(count / 1e3)} k`;
}

/** A share of 0 to 1 as a whole percentage. */
export function formatPercent(share: number | null | undefined): string {
  return share === null || share === undefined ? unknown : `${Math.round(share * 100)}%`;
}

/** A backend as its makers write it: CPU, CUDA, Vulkan, Metal. */
export function formatBackend(name: string): string {
  return name === "cpu" || name === "cuda" ? name.toUpperCase() : name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** A hash short enough to compare by eye: c40e7719…52bd. */
export function formatHash(sha256: string | null | undefined): string {
  return sha256 ? `${sha256.slice(0, 8)}…${sha256.slice(-4)}` : unknown;
}
