import { useId } from "react";
import { largestSeed, samplingDefaults, type ResolvedSampling, type Sampling } from "../../../shared/schemas/chat.ts";
import { Button } from "../../components/Button.tsx";
import { SamplingRow } from "./SamplingRow.tsx";
import { StopStrings } from "./StopStrings.tsx";

type Row = { name: "temperature" | "topP" | "topK" | "minP" | "repeatPenalty" | "maxTokens"; label: string; title: string; min: number; max: number; step: number; sliderMax?: number; none?: string };
const rows: Row[] = [
  { name: "temperature", label: "Temperature", title: "0 always takes the likeliest token; higher values vary more", min: 0, max: 5, sliderMax: 2, step: 0.05 },
  { name: "topP", label: "Top-p", title: "Only the likeliest tokens that together have this probability; 1 is off", min: 0, max: 1, step: 0.01 },
  { name: "topK", label: "Top-k", title: "Only this many of the likeliest tokens; 0 is off", min: 0, max: 100_000, sliderMax: 200, step: 1 },
  { name: "minP", label: "Min-p", title: "Only tokens at least this share as likely as the likeliest; 0 is off", min: 0, max: 1, step: 0.01 },
  { name: "repeatPenalty", label: "Repeat penalty", title: "Makes tokens of the last 64 less likely; 1 is off", min: 0.1, max: 10, sliderMax: 2, step: 0.05 },
  { name: "maxTokens", label: "Max tokens", title: "The answer ends after this many tokens; empty: when the context is full", min: 1, max: 1_000_000, sliderMax: 2048, step: 1, none: "no limit" },
];

/** What holds where nothing is set. Without a seed one is drawn. */
type Base = Pick<ResolvedSampling, Row["name"] | "stop"> & { seed?: number };

/** How the next tokens are drawn. What is not set is as in `base` (left out: the core's defaults) and is shown paler. */
export function SamplingSection({ sampling, base = samplingDefaults, onChange }: { sampling: Sampling; base?: Base; onChange(sampling: Sampling): void }) {
  const seedId = useId();
  const set = (name: keyof Sampling, value: Sampling[keyof Sampling] | null) => {
    const { [name]: _, ...rest } = sampling;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  return (
    <>
      <section>
        <div className="section-head">
          <h2>Sampling</h2>
          <span className="spacer" />
          <Button kind="ghost" small disabled={Object.keys(sampling).length === 0} onClick={() => onChange({})}>
            Reset
          </Button>
        </div>
        {rows.map(({ name, ...row }) => (
          <SamplingRow key={name} {...row} value={sampling[name] ?? base[name]} isSet={sampling[name] !== undefined} onChange={(value) => set(name, value)} />
        ))}
        <div className="param" title="The same seed, request and model give the same answer; empty: a new one is drawn and recorded each time">
          <label htmlFor={seedId}>Seed</label>
          <input
            id={seedId}
            className="field tabular"
            inputMode="numeric"
            autoComplete="off"
            placeholder={base.seed === undefined ? "random" : `${base.seed}, as recorded`}
            value={sampling.seed ?? ""}
            onChange={(event) => {
              const digits = event.target.value.replaceAll(/\D/g, "");
              set("seed", digits === "" ? null : Math.min(Number(digits), largestSeed));
            }}
          />
          <Button kind="ghost" small aria-label="New seed" onClick={() => set("seed", crypto.getRandomValues(new Uint32Array(1))[0]!)}>
            New
          </Button>
        </div>
      </section>
      <StopStrings values={sampling.stop ?? base.stop} onChange={(stop) => set("stop", stop.length === 0 && base.stop.length === 0 ? null : stop)} />
    </>
  );
}
