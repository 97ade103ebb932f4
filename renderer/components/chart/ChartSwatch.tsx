import type { CSSProperties } from "react";

/** The colour of a line, beside its name. */
export function Swatch({ color }: { color: string }) {
  return <i className="swatch" style={{ "--c": color } as CSSProperties} />;
}
