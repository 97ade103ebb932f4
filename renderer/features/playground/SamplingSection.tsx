import { useId } from "react";
import { largestSeed, samplingDefaults, type Sampling } from "../../../shared/schemas/chat.ts";
import { Button } from "../../components/Button.tsx";
import { SamplingRow } from "./SamplingRow.tsx";
import { advancedRows, mainRows, type Row, type SamplingBase } from "./samplingRows.ts";
import { StopStrings } from "./StopStrings.tsx";

/** How the next tokens are drawn. What is not set is as in `base` (left out: the core's defaults) and is shown paler. */
export function SamplingSection({ sampling, base = samplingDefaults, onChange }: { sampling: Sampling; base?: SamplingBase; onChange(sampling: Sampling): void }) {
  const seedId = useId();
  const set = (name: keyof Sampling, value: Sampling[keyof Sampling] | null) => {
    const { [name]: _, ...rest } = sampling;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  const row = ({ name, ...rest }: Row) => <SamplingRow key={name} {...rest} value={sampling[name] ?? base[name]} isSet={sampling[name] !== undefined} onChange={(value) => set(name, value)} />;
  const advancedSet = advancedRows.filter(({ name }) => sampling[name] !== undefined).length;
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
        {mainRows.map(row)}
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
        <details className="more-settings">
          <summary>
            Advanced{advancedSet > 0 && <span className="faint">, {advancedSet} set</span>}
          </summary>
          {advancedRows.map(row)}
        </details>
      </section>
      <StopStrings values={sampling.stop ?? base.stop} onChange={(stop) => set("stop", stop.length === 0 && base.stop.length === 0 ? null : stop)} />
    </>
  );
}
