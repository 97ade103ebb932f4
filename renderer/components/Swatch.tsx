import { classes } from "./classes.ts";
import { useSeries } from "../features/models/seriesStore.ts";

/** A model or deployment by name, with the series colour that is its own on every screen. `text` is what is shown instead of the name. */
export function Who({ name, text, className }: { name: string; text?: string; className?: string }) {
  return (
    <span className={classes("who", className)}>
      <Swatch name={name} />
      <span className="clip">{text ?? name}</span>
    </span>
  );
}

export function Swatch({ name }: { name: string }) {
  return <i className={classes("swatch", useSeriesClass(name))} />;
}

/** `s1` to `s8`: sets `--c` for a bar or mark of this model; unknown models are grey. */
export function useSeriesClass(name: string): string {
  const series = useSeries((state) => state.series[name]);
  return series === undefined ? "s-rest" : `s${series}`;
}
