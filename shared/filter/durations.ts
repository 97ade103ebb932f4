const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The milliseconds of a length of time as one writes it: `250ms`, `2s`, `1.5m`, `1h`, `7d`, `2w`. Null: it is none. */
export function durationMs(text: string): number | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|[smhdw])$/.exec(text) ?? [];
  return amount && unit ? Number(amount) * unitMs[unit as keyof typeof unitMs] : null;
}
