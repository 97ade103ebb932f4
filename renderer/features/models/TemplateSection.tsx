import type { Model } from "../../../shared/schemas/model.ts";
import { CopyButton } from "../../components/CopyButton.tsx";
import { formatHash } from "../../format.ts";
import { useInspection } from "./modelsStore.ts";

/** The chat template as it stands in the file. */
export function TemplateSection({ model }: { model: Model }) {
  const inspection = useInspection(model);
  if (!inspection || "failure" in inspection || !inspection.valid) return null;
  const { chatTemplate } = inspection;
  return (
    <section>
      <div className="section-head">
        <h2>Chat template</h2>
        <span className="faint mono clip">{formatHash(model.templateSha256)}</span>
        <span className="spacer" />
        {chatTemplate !== null && <CopyButton text={chatTemplate} what="chat template" />}
      </div>
      {chatTemplate === null ? (
        <p className="small muted">The file has none; messages are joined as plain text.</p>
      ) : (
        <details className="template">
          <summary>{chatTemplate.length.toLocaleString("en-US")} characters</summary>
          <pre tabIndex={0}>{chatTemplate}</pre>
        </details>
      )}
    </section>
  );
}
