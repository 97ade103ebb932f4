import type { Rules } from "./gbnf.ts";
import { anyArray, blank } from "./jsonRules.ts";
import { countOf, type Schema } from "./keywords.ts";
import type { ValueRule } from "./objectRules.ts";
import { join, schemaError } from "./schemaError.ts";

/** A list: the values of `prefixItems`, then values of `items`. */
export function arrayRules(schema: Schema, path: string, rules: Rules, valueRule: ValueRule): string {
  const { items, prefixItems = [], uniqueItems } = schema;
  if (uniqueItems !== undefined && uniqueItems !== false) throw schemaError(join(path, "uniqueItems"), "this keyword is not supported");
  if (!Array.isArray(prefixItems)) throw schemaError(join(path, "prefixItems"), "a list of schemas is needed");
  if (Array.isArray(items)) throw schemaError(join(path, "items"), "a list of schemas is `prefixItems` since draft 2020-12");
  const least = countOf(schema, "minItems", path) ?? 0;
  const most = countOf(schema, "maxItems", path) ?? null;
  if (most !== null && most < least) throw schemaError(join(path, "maxItems"), "it is less than minItems");
  if (items === undefined && prefixItems.length === 0 && least === 0 && most === null) return anyArray(rules);

  const fixed = prefixItems.map((each, index) => valueRule(each, join(join(path, "prefixItems"), index)));
  if (items === false && least > fixed.length) throw schemaError(join(path, "minItems"), "there are not so many `prefixItems`, and `items` is false");
  const further = items === false ? null : valueRule(items ?? true, join(path, "items"));
  const furtherLeast = Math.max(0, least - fixed.length);
  const furtherMost = further === null ? 0 : most === null ? null : Math.max(0, most - fixed.length);
  // Values may be left out from the end on; from the last to the first, what may follow.
  let after = further === null || furtherMost === 0 ? "" : furtherPart(further, furtherLeast, furtherMost, rules);
  if (fixed.length === 0) return firstPart(further, furtherLeast, furtherMost, rules);
  for (const [index, item] of [...fixed.entries()].reverse()) {
    if (most !== null && index >= most) continue;
    const one = `${index === 0 ? "" : `"," ${blank} `}${item}${after === "" ? "" : ` ${rules.add(after)}`}`;
    after = index < least ? one : `(${one})?`;
  }
  return `"[" ${after} "]"`;
}

/** What is repeated is one name: llama.cpp counts the parts of it times the repetitions. */
function furtherPart(item: string, least: number, most: number | null, rules: Rules): string {
  const further = rules.add(`"," ${blank} ${item}`);
  return `${further}${most === null ? (least === 0 ? "*" : `{${least},}`) : `{${least},${most}}`}`;
}

function firstPart(item: string | null, least: number, most: number | null, rules: Rules): string {
  if (item === null || most === 0) return '"[]"';
  const some = `${item} ${furtherPart(item, Math.max(0, least - 1), most === null ? null : most - 1, rules)}`;
  return `"[" ${least === 0 ? `(${some})?` : some} "]"`;
}
