import { fieldsOf, type Fields } from "../spans/shapes.ts";

/** What of a record has no place of its own: its `metadata`, if it has any, and every other member that is not `used` and not empty. */
export function leftOver(record: Fields, used: readonly string[]): Fields {
  const rest = Object.entries(record).filter(([name, value]) => name !== "metadata" && !used.includes(name) && value !== null && value !== undefined && value !== "");
  const own = fieldsOf(record["metadata"]);
  const metadata = own ? Object.entries(own) : record["metadata"] ? [["metadata", record["metadata"]] as const] : [];
  const taken = new Set(metadata.map(([name]) => name));
  return Object.fromEntries([...metadata, ...rest.map(([name, value]) => [taken.has(name) ? `record.${name}` : name, value] as const)]);
}
