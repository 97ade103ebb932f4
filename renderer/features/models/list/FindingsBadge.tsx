import type { Model } from "../../../../shared/schemas/model.ts";
import { Icon } from "../../../components/Icon.tsx";
import { formatNoun } from "../../../format.ts";
import { useInspection } from "../modelsStore.ts";

/** How many cautions and dangers the check of the file found. */
export function FindingsBadge({ model }: { model: Model }) {
  const inspection = useInspection(model);
  // That an adapter can't answer by itself is no surprise in its row.
  if (model.kind !== "model" || !inspection || "failure" in inspection || !inspection.valid) return null;
  const grave = inspection.findings.filter(({ severity }) => severity !== "info");
  if (grave.length === 0) return null;
  const isDanger = grave.some(({ severity }) => severity === "danger");
  return (
    <span className={isDanger ? "findings-badge is-danger" : "findings-badge"} title={grave.map(({ what }) => what).join("\n")}>
      <Icon name={isDanger ? "error" : "warn"} small />
      <span aria-hidden="true">{grave.length}</span>
      <span className="visually-hidden">{formatNoun(grave.length, "finding")}</span>
    </span>
  );
}
