import type { Comparison, FilterValue } from "../../../../shared/filter/parseFilter.ts";
import { filterError } from "../../../../shared/filter/tokens.ts";
import { isNumber, numberOf } from "./filterNumbers.ts";
import type { Bind } from "./sqlPart.ts";

const some = (name: string, test: string) => `EXISTS (SELECT 1 FROM feedback WHERE feedback.interaction_id = interactions.id AND feedback.name = ${name} AND ${test})`;

export const hasFeedbackSql = (name: string, bind: Bind): string => some(bind(name), "1");

/** Feedback of a name: a number is held against its value, words against its label, and what it contains also against its comment. */
export function feedbackSql(name: string, comparison: Comparison, value: FilterValue, bind: Bind): string {
  const named = bind(name);
  if (comparison === "!=") return `NOT ${feedbackSql(name, "=", value, bind)}`;
  if (comparison === ":") {
    const sought = bind(value.text.toLowerCase());
    return some(named, `(instr(small_letters(feedback.label), ${sought}) > 0 OR instr(small_letters(feedback.comment), ${sought}) > 0)`);
  }
  if (isNumber(value)) return some(named, `feedback.value ${comparison} ${bind(numberOf(value))}`);
  if (comparison !== "=") throw filterError("Labels have no order", value.at, "Compare with a number, or use =, != or : (contains).");
  return some(named, `feedback.label = ${bind(value.text)}`);
}
