import type { Model } from "../../../shared/schemas/model.ts";
import { Icon } from "../../components/Icon.tsx";
import { FailureNotice, Notice } from "../../components/Notice.tsx";
import { formatBytes, formatNoun } from "../../format.ts";
import { useInspection } from "./modelsStore.ts";

const tones = { info: { icon: "info", className: undefined }, caution: { icon: "warn", className: undefined }, danger: { icon: "error", className: "is-danger" } } as const;

/** What reading the file's header found, and its tensors by type. */
export function FindingsSection({ model }: { model: Model }) {
  const inspection = useInspection(model);
  if (!inspection) return null;
  if ("failure" in inspection || !inspection.valid)
    return (
      <section className="troubles">
        {"failure" in inspection ? <FailureNotice title="The file could not be inspected" failure={inspection.failure} /> : <Notice title="The file is not a whole GGUF" body={inspection.reason} fix="Fetch it again; its size and hash tell whether it came whole." />}
      </section>
    );
  const cautions = inspection.findings.filter(({ severity }) => severity !== "info").length;
  return (
    <>
      <section>
        <div className="section-head">
          <h2>Inspect</h2>
          {cautions > 0 && <span className="faint">{formatNoun(cautions, "caution")}</span>}
        </div>
        <ul className="findings-list">
          {inspection.findings.map((finding) => (
            <li key={finding.what} className={tones[finding.severity].className}>
              <Icon name={tones[finding.severity].icon} />
              <div>
                <b>{finding.what}</b>
                <p>{finding.why}</p>
              </div>
            </li>
          ))}
          <li className="is-good">
            <Icon name="ok" />
            <div>GGUF, {formatNoun(inspection.tensors, "tensor")}, all inside the file</div>
          </li>
        </ul>
      </section>
      <section>
        <div className="section-head">
          <h2>Tensors</h2>
          <span className="faint">by type</span>
        </div>
        <dl className="facts tabular fit-facts">
          {inspection.tensorTypes.map(({ type, tensors, sizeBytes }) => (
            <div key={type} className="fact">
              <dt>
                <code>{type}</code> {formatNoun(tensors, "tensor")}
              </dt>
              <dd className="num">{formatBytes(sizeBytes)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
