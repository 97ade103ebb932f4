import { readJson } from "./readJson.ts";
import { callMarks, type ToolFormat } from "./toolFormat.ts";

/** `arguments` as the model wrote them: JSON of an object. */
export type ParsedCall = { name: string; arguments: string };
export type ParsedAnswer = { content: string; calls: ParsedCall[] };

/** The calls that a whole answer makes and what it says beside them. What only looks like a call, or calls none of `names`, stays text. */
export function parseToolCalls(text: string, format: ToolFormat, names: readonly string[]): ParsedAnswer {
  const none: ParsedAnswer = { content: text, calls: [] };
  const mark = callMarks[format][0]!;
  const at = text.indexOf(mark);
  const bare = text.trimStart();
  if (format === "llama3" && at < 0) {
    const { calls, rest } = read(bare, names);
    return calls.length > 0 && rest.trim() === "" ? { content: "", calls } : none;
  }
  if (at < 0) return none;
  const calls: ParsedCall[] = [];
  let left = text.slice(at);
  while (left.startsWith(mark)) {
    const found = read(left.slice(mark.length).trimStart(), names);
    if (found.calls.length === 0) break;
    calls.push(...found.calls);
    left = found.rest.replace(/^\s*<\/tool_call>\s*/, "").trimStart();
  }
  return calls.length > 0 ? { content: text.slice(0, at).trimEnd() + left, calls } : none;
}

/** One call, several with semicolons between them, or a list of them; or `name{…}` and `name[ARGS]{…}` as newer Mistral models write it. */
function read(text: string, names: readonly string[]): { calls: ParsedCall[]; rest: string } {
  const [written, name] = /^([\w.-]+)(?:\[ARGS\])?\s*(?=\{)/.exec(text) ?? [];
  if (written !== undefined && names.includes(name!)) {
    const json = readJson(text.slice(written.length));
    return json ? { calls: [{ name: name!, arguments: json.source }], rest: json.rest } : { calls: [], rest: text };
  }
  const calls: ParsedCall[] = [];
  let rest = text;
  for (;;) {
    const json = readJson(rest);
    const found = json && (Array.isArray(json.value) ? json.value : [json.value]).map((value: unknown) => callOf(value, names));
    if (!found || found.some((call) => call === null)) break;
    for (const call of found) calls.push(call!);
    rest = json.rest;
    const [separator] = /^\s*;\s*/.exec(rest) ?? [];
    if (separator === undefined) break;
    rest = rest.slice(separator.length);
  }
  return { calls, rest };
}

function callOf(value: unknown, names: readonly string[]): ParsedCall | null {
  if (typeof value !== "object" || value === null) return null;
  const { name, arguments: given, parameters } = value as Record<string, unknown>;
  const input = given ?? parameters ?? {};
  if (typeof name !== "string" || !names.includes(name)) return null;
  if (typeof input === "string") return { name, arguments: input };
  return typeof input === "object" && !Array.isArray(input) ? { name, arguments: JSON.stringify(input) } : null;
}
