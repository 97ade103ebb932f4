import { useId } from "react";
import { largestSeed, samplingDefaults, type ResolvedSampling, type Sampling } from "../../../shared/schemas/chat.ts";
import { Button } from "../../components/Button.tsx";
import { SamplingRow } from "../playground/SamplingRow.tsx";
import { StopStrings } from "../playground/StopStrings.tsx";

type Row = { name: "temperature" | "topP" | "topK" | "minP" | "repeatPenalty" | "maxTokens"; label: string; min: number; max: number; step: number; sliderMax?: number; none?: string };
const rows: Row[] = [
  { name: "temperature", label: "Temperature", min: 0, max: 5, sliderMax: 2, step: 0.05 },
  { name: "topP", label: "Top-p", min: 0, max: 1, step: 0.01 },
  { name: "topK", label: "Top-k", min: 0, max: 100_000, sliderMax: 200, step: 1 },
  { name: "minP", label: "Min-p", min: 0, max: 1, step: 0.01 },
  { name: "repeatPenalty", label: "Repeat penalty", min: 0.1, max: 10, sliderMax: 2, step: 0.05 },
  { name: "maxTokens", label: "Max tokens", min: 1, max: 1_000_000, sliderMax: 2048, step: 1, none: "no limit" },
];

/** Parameters of a replay; what is not set is paler and as recorded. */
export function SamplingOverrides({ recorded, sampling, onChange }: { recorded: ResolvedSampling | null; sampling: Sampling; onChange(sampling: Sampling): void }) {
  const seedId = useId();
  const base = recorded ?? samplingDefaults;
  const set = (name: keyof Sampling, value: Sampling[keyof Sampling] | null) => {
    const { [name]: _, ...rest } = sampling;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  return (
    <>
      {rows.map(({ name, ...row }) => (
        <SamplingRow key={name} {...row} title={`Recorded: ${base[name] ?? "no limit"}`} value={sampling[name] ?? base[name]} isSet={sampling[name] !== undefined} onChange={(value) => set(name, value === base[name] ? null : value)} />
      ))}
      <div className="param" title="The same seed, request and model give the same answer">
        <label htmlFor={seedId}>Seed</label>
        <input
          id={seedId}
          className="field tabular"
          inputMode="numeric"
          autoComplete="off"
          placeholder={recorded ? `${recorded.seed}, as recorded` : "random"}
          value={sampling.seed ?? ""}
          onChange={(event) => {
            const digits = event.target.value.replaceAll(/\D/g, "");
            set("seed", digits === "" ? null : Math.min(Number(digits), largestSeed));
          }}
        />
        <Button kind="ghost" small aria-label="New seed" onClick={() => set("seed", Math.min(crypto.getRandomValues(new Uint32Array(1))[0]!, largestSeed))}>
          New
        </Button>
      </div>
      <StopStrings values={sampling.stop ?? [...(recorded?.stop ?? [])]} onChange={(stop) => set("stop", stop)} />
    </>
  );
}
