import type { RetentionRule } from "../../../../shared/schemas/retention.ts";
import { Button } from "../../../components/Button.tsx";
import { Select } from "../../../components/Select.tsx";
import { ListField } from "./ListField.tsx";
import { NumberField } from "./NumberField.tsx";
import { useRetention } from "./retentionStore.ts";

const any = "any";
const statuses = [
  { value: any, label: "Any status" },
  { value: "ok", label: "OK" },
  { value: "failed", label: "Failed" },
  { value: "cancelled", label: "Cancelled" },
  { value: "interrupted", label: "Interrupted" },
  { value: "blocked", label: "Blocked" },
] as const;

/** One rule: its name, the age, and which statuses and tags it is for. */
export function RetentionRuleRow({ rule, index }: { rule: RetentionRule; index: number }) {
  const { editRule, removeRule } = useRetention.getState();
  const [status] = rule.statuses;
  return (
    <li className="care-rule">
      <input className="field" aria-label={`Name of rule ${index + 1}`} value={rule.name} maxLength={60} onChange={(event) => editRule(index, { name: event.target.value })} />
      <span className="care-rule-part">
        <span className="muted">older than</span>
        <NumberField label={`Days of rule ${index + 1}`} unit="days" value={rule.olderThanDays} least={1} isWhole onChange={(olderThanDays) => editRule(index, { olderThanDays })} />
      </span>
      <Select label={`Status of rule ${index + 1}`} value={rule.statuses.length > 1 ? "" : (status ?? any)} placeholder={rule.statuses.join(", ")} options={statuses} onChange={(next) => editRule(index, { statuses: next === any ? [] : [next as RetentionRule["statuses"][number]] })} />
      <ListField label={`Tags of rule ${index + 1}`} value={rule.tags} placeholder="any tag" onChange={(tags) => editRule(index, { tags })} />
      <Button small kind="ghost" icon="close" aria-label={`Remove rule ${rule.name}`} onClick={() => removeRule(index)} />
    </li>
  );
}
