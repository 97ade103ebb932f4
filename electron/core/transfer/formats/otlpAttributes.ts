import type { Attributes } from "../spans/sourceSpan.ts";
import { fieldsOf, firstOf, firstText, listOf } from "../spans/shapes.ts";

/** OTLP's list of keys and values. Whole numbers beyond what JSON can hold stay text. */
export function attributesOf(list: unknown): Attributes {
  return new Map((listOf(list) ?? []).map(fieldsOf).flatMap((pair) => (firstText(pair?.["key"]) ? [[pair!["key"] as string, valueOf(pair!["value"])] as const] : [])));
}

function valueOf(value: unknown): unknown {
  const fields = fieldsOf(value) ?? {};
  const whole = firstOf(fields["intValue"], fields["int_value"]);
  if (typeof whole === "number" || typeof whole === "string") return Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
  const list = fieldsOf(firstOf(fields["arrayValue"], fields["array_value"]));
  if (list) return (listOf(list["values"]) ?? []).map(valueOf);
  const tree = fieldsOf(firstOf(fields["kvlistValue"], fields["kvlist_value"]));
  if (tree) return Object.fromEntries(attributesOf(tree["values"]));
  return firstOf(fields["stringValue"], fields["string_value"], fields["doubleValue"], fields["double_value"], fields["boolValue"], fields["bool_value"], fields["bytesValue"], fields["bytes_value"]) ?? null;
}
