import { AppError } from "../../../../../shared/errors.ts";
import { csvFields, type ColumnTarget, type CsvField } from "../../../../../shared/schemas/transfer.ts";

/** Names that mean a field in tables of others. */
const aliases: Record<string, CsvField> = {
  prompt: "input", question: "input", instruction: "input", user_input: "input", query: "input",
  completion: "output", answer: "output", response: "output", reply: "output",
  created_at: "createdAt", timestamp: "createdAt", time: "createdAt", date: "createdAt", starttime: "createdAt", start_time: "createdAt",
  system_prompt: "system", session_id: "session", sessionid: "session", conversation_id: "session", user_id: "user", userid: "user",
  prompt_tokens: "promptTokens", input_tokens: "promptTokens", completion_tokens: "completionTokens", output_tokens: "completionTokens", latency_ms: "totalMs", duration_ms: "totalMs", total_ms: "totalMs",
};
/** What Tapedeck's own tables say twice. */
const derived = new Set(["localTime", "timeZone"]);

/**
 * What each column becomes: as `map` says, else by its name, else an entry of the metadata. Two columns can't be one field: the exact
 * name wins. Throws `bad-request` for a mapped column that is not there, or a field that is mapped twice.
 */
export function columnTargets(names: readonly string[], map: Readonly<Record<string, ColumnTarget>> = {}): ColumnTarget[] {
  const missing = Object.keys(map).find((name) => !names.includes(name));
  if (missing !== undefined) throw new AppError("bad-request", `There is no column "${missing}".`, { fix: `The columns are: ${names.slice(0, 50).join(", ")}.` });
  const taken = new Set<string>();
  const twice = Object.values(map).find((target) => target !== "ignore" && taken.size === taken.add(target).size);
  if (twice) throw new AppError("bad-request", `Two columns are mapped to ${twice}.`, { fix: "Map one of them to something else, or to `ignore`." });

  const targets = names.map((name): ColumnTarget | undefined => map[name]);
  const claim = (fieldOf: (name: string) => CsvField | undefined) => {
    for (const [index, name] of names.entries()) {
      const field = targets[index] === undefined ? fieldOf(name.trim()) : undefined;
      if (!field || taken.has(field)) continue;
      targets[index] = field;
      taken.add(field);
    }
  };
  claim((name) => csvFields.find((field) => field === name));
  claim((name) => csvFields.find((field) => field.toLowerCase() === name.toLowerCase()));
  claim((name) => (Object.hasOwn(aliases, name.toLowerCase()) ? aliases[name.toLowerCase()] : undefined));
  return targets.map((target, index): ColumnTarget => target ?? (derived.has(names[index]!) || names[index]!.trim() === "" ? "ignore" : `metadata.${names[index]!.trim().slice(0, 200)}`));
}
