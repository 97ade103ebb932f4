import type { Retention, RetentionRule } from "../../../../shared/schemas/retention.ts";
import { firstIdAt } from "../../interactions/ids.ts";

/** A condition on rows of `interactions` with its values by name. */
export type Condition = { sql: string; values: Record<string, string> };

/** All but what runs. Named one by one, so that the index by status and id is used, which holds both. */
const ended = ["ok", "failed", "cancelled", "interrupted", "blocked"];
const dayMs = 24 * 60 * 60 * 1000;

/** What a rule takes. `name` keeps the values of several conditions apart. */
export function ruleCondition(rule: Pick<RetentionRule, "olderThanDays" | "statuses" | "tags">, now: number, name: string): Condition {
  const values: Condition["values"] = { [`${name}before`]: firstIdAt(now - rule.olderThanDays * dayMs) };
  const statuses = rule.statuses.length > 0 ? rule.statuses : ended;
  const parts = [`id < @${name}before`, `status IN (${list(statuses, `${name}s`, values)})`];
  if (rule.tags.length > 0) parts.push(`id IN (SELECT id FROM interaction_tags WHERE tag IN (${list(rule.tags, `${name}t`, values)}))`);
  return { sql: parts.join(" AND "), values };
}

/** Whatever has ended, below an id. */
export const endedBelow = (id: string, name: string): Condition => {
  const values: Condition["values"] = { [`${name}before`]: id };
  return { sql: `id < @${name}before AND status IN (${list(ended, `${name}s`, values)})`, values };
};

/** The ids of what is kept whatever the rules say; null: nothing is. */
export function keptIds({ tags, withFeedback }: Retention["keep"]): Condition | null {
  const values: Condition["values"] = {};
  const parts: string[] = [];
  if (tags.length > 0) parts.push(`SELECT id FROM interaction_tags WHERE tag IN (${list(tags, "kept", values)})`);
  if (withFeedback) parts.push("SELECT interaction_id FROM feedback WHERE interaction_id IS NOT NULL");
  return parts.length === 0 ? null : { sql: parts.join(" UNION "), values };
}

/** One of several: what the earlier ones take is not taken again. */
export function onlyNow(condition: Condition, earlier: readonly Condition[]): Condition {
  return {
    sql: [condition.sql, ...earlier.map(({ sql }) => `NOT (${sql})`)].join(" AND "),
    values: Object.assign({}, condition.values, ...earlier.map(({ values }) => values)) as Condition["values"],
  };
}

function list(items: readonly string[], name: string, values: Condition["values"]): string {
  return items.map((item, index) => ((values[`${name}${index}`] = item), `@${name}${index}`)).join(", ");
}
