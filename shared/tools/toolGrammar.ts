import { compileSchema } from "../jsonSchema/compileSchema.ts";
import { createRules, jsonLiteral, literal, type Rules } from "../jsonSchema/gbnf.ts";
import { blank } from "../jsonSchema/jsonRules.ts";
import type { Tool } from "../schemas/tools.ts";
import type { ToolFormat } from "./toolFormat.ts";

/** Calls in one answer, where several are allowed. */
const mostCalls = 8;

/** A grammar under which an answer can only be calls of `tools`, with arguments of their schemas. Throws `bad-request` with the path of what can't be enforced, as `tools[3].function.parameters.properties.order.pattern`. */
export function toolGrammar(tools: { tool: Tool; index: number }[], format: ToolFormat, isParallel: boolean): string {
  const rules = createRules();
  const key = format === "llama3" ? "parameters" : "arguments";
  const call = rules.add(tools.map(({ tool, index }) => callRule(tool, index, key, rules)).join(" | "));
  const further = (separator: string) => (isParallel ? ` (${separator} ${call}){0,${mostCalls - 1}}` : "");
  if (format === "mistral") return rules.text(`"[TOOL_CALLS][" ${call}${further(`"," ${blank}`)} "]"`);
  if (format === "llama3") return rules.text(`${call}${further('"; "')}`);
  const wrapped = rules.add(`${literal("<tool_call>")} "\\n" ${call} "\\n" ${literal("</tool_call>")}`);
  return rules.text(`${wrapped}${isParallel ? ` ("\\n" ${wrapped}){0,${mostCalls - 1}}` : ""}`);
}

function callRule({ function: { name, parameters } }: Tool, index: number, key: string, rules: Rules): string {
  const input = parameters === undefined ? '"{}"' : compileSchema("$ref" in parameters ? parameters : { type: "object", ...parameters }, `tools[${index}].function.parameters`, rules);
  return rules.add(`"{" ${jsonLiteral("name")} ":" ${blank} ${jsonLiteral(name)} "," ${blank} ${jsonLiteral(key)} ":" ${blank} ${input} "}"`);
}
