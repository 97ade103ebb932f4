import type { Model } from "../../../../shared/schemas/model.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { Select } from "../../../components/Select.tsx";
import { formatHash } from "../../../format.ts";
import { useQueryValue } from "../../../router.ts";
import { byText, siblings } from "../library.ts";
import { useInspection, useModels } from "../modelsStore.ts";
import { FindingList } from "./FindingList.tsx";
import { markedLines } from "./markedLines.ts";
import { TemplateDiff } from "./TemplateDiff.tsx";

const alone = "alone";

/** The chat template as it stands in the file, what its check found, and what differs from another version's. */
export function TemplateView({ model }: { model: Model }) {
  const inspection = useInspection(model);
  const models = useModels((state) => state.models) ?? [];
  const [against, setAgainst] = useQueryValue("against");
  if (!inspection || "failure" in inspection || !inspection.valid) return <section className="pane" aria-busy={!inspection} />;
  const { chatTemplate } = inspection;
  const others = siblings(models, model).toSorted((a, b) => byText.compare(a.name, b.name));
  const other = models.find(({ id }) => id === against);
  const findings = inspection.findings.filter(({ what, why }) => /template|loop|render/i.test(what + why));
  if (chatTemplate === null && !other) return <EmptyState icon="file" title="No chat template" body="The file has none; messages are joined as plain text, each with its role." />;
  return (
    <section className="pane template-view" aria-label="Chat template">
      <div className="filterbar">
        <span className="small muted">Show</span>
        <Select
          label="Compare the template with"
          value={other?.id ?? alone}
          options={[{ value: alone, label: "the template alone" }, ...others.map((each) => ({ value: each.id, label: `what differs from ${each.name}`, note: each.templateSha256 === model.templateSha256 ? "same" : "" }))]}
          onChange={(id) => setAgainst(id === alone ? null : id)}
        />
        <span className="spacer" />
        <span className="faint mono small">{formatHash(model.templateSha256)}</span>
        {chatTemplate !== null && <CopyButton text={chatTemplate} what="chat template" />}
      </div>
      <div className="template-body">
        {findings.length > 0 && <FindingList findings={findings} />}
        {findings.length === 0 && chatTemplate !== null && <FindingList findings={[]} good="Nothing suspicious: no loop without bound, no include, no address, no instruction that hangs on a user's text" />}
        {other ? (
          <TemplateDiff model={model} other={other} />
        ) : (
          chatTemplate !== null && (
            <ol className="template-lines" tabIndex={0} aria-label="Lines of the template">
              {markedLines(chatTemplate, findings).map(({ text, finding }, index) => (
                <li key={index} className={finding ? `is-${finding.severity}` : undefined} title={finding?.what}>
                  <code>{text || " "}</code>
                  {finding && <span className="visually-hidden"> ({finding.what})</span>}
                </li>
              ))}
            </ol>
          )
        )}
      </div>
    </section>
  );
}
