import type { CSSProperties } from "react";

/** How far something is, 0 to 1; null: not known. */
export function Progress({ label, value, tone }: { label: string; value: number | null; tone?: string }) {
  const percent = value === null ? null : Math.round(Math.min(Math.max(value, 0), 1) * 100);
  return (
    <span className="progress" role="progressbar" aria-label={label} aria-valuenow={percent ?? undefined} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ "--w": `${percent ?? 100}%`, ...(tone ? { "--m": tone } : {}) } as CSSProperties} className={percent === null ? "is-unknown" : undefined} />
    </span>
  );
}

/** A thin bar of a share, 0 to 1, beside its number. */
export function Meter({ value }: { value: number }) {
  return (
    <span className="meter" aria-hidden="true">
      <i style={{ "--w": `${Math.min(Math.max(value, 0), 1) * 100}%` } as CSSProperties} />
    </span>
  );
}
