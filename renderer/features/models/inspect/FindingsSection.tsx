import { Link } from "wouter";
import type { Model } from "../../../../shared/schemas/model.ts";
import { FailureNotice, Notice } from "../../../components/Notice.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { modelPlace, siblings } from "../library.ts";
import { useInspection, useModels } from "../modelsStore.ts";
import { FindingList } from "./FindingList.tsx";

/** What reading the file's header found, its tensors by type, its template; each leads to the whole. */
export function FindingsSection({ model }: { model: Model }) {
  const inspection = useInspection(model);
  const others = useModels((state) => (state.models ? siblings(state.models, model).filter(({ templateSha256 }) => templateSha256 !== model.templateSha256).length : 0));
  if (!inspection) return null;
  if ("failure" in inspection || !inspection.valid)
    return (
      <section className="troubles">
        {"failure" in inspection ? <FailureNotice title="The file could not be inspected" failure={inspection.failure} /> : <Notice title="The file is not a whole GGUF" body={inspection.reason} fix="Fetch it again; its size and hash tell whether it came whole." />}
      </section>
    );
  const cautions = inspection.findings.filter(({ severity }) => severity !== "info").length;
  return (
    <section aria-label="Inspect">
      <div className="section-head">
        <h2>Inspect</h2>
        {cautions > 0 && <span className="faint">{formatNoun(cautions, "finding")}</span>}
      </div>
      <FindingList findings={inspection.findings} good={`GGUF, ${formatNoun(inspection.tensors, "tensor")}, all inside the file`} />
      <div className="section-head">
        <h3>Tensors</h3>
        <span className="faint">by type</span>
        <span className="spacer" />
        <Link className="link-inline small" href={modelPlace(model, "tensors")}>
          All {formatNoun(inspection.tensors, "tensor")}
        </Link>
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
      <div className="section-head">
        <h3>Chat template</h3>
        <span className="faint">{inspection.chatTemplate === null ? "none in the file" : `${inspection.chatTemplate.length.toLocaleString("en-US")} characters`}</span>
        <span className="spacer" />
        <Link className="link-inline small" href={modelPlace(model, "template")}>
          {others > 0 ? `Differs from ${formatNoun(others, "version")}` : "Show it"}
        </Link>
      </div>
    </section>
  );
}
