import { createHash } from "node:crypto";
import { AppError } from "../../../shared/errors.ts";
import { compileSchema } from "../../../shared/jsonSchema/compileSchema.ts";
import { createRules } from "../../../shared/jsonSchema/gbnf.ts";
import { anyObject } from "../../../shared/jsonSchema/jsonRules.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import { toolGrammar } from "../../../shared/tools/toolGrammar.ts";
import type { ToolFormat } from "../../../shared/tools/toolFormat.ts";

/** What every answer must follow; `name` tells it apart in the recorded sampling chain. */
export type Constraint = { name: string; gbnf: string };
type Shape = Pick<RunRequest, "responseFormat" | "tools" | "toolChoice" | "parallelToolCalls">;

/** The grammar that a request asks for by its format or by a forced call; undefined: none. Throws `bad-request` with the path of what can't be enforced. */
export function constraintOf(request: Shape, format: ToolFormat): Constraint | undefined {
  const forced = forcedTools(request);
  if (forced) return named("tools", toolGrammar(forced, format, request.parallelToolCalls ?? true));
  const { responseFormat } = request;
  switch (responseFormat?.type) {
    case "json": return named("json", ruleText((rules) => anyObject(rules)));
    case "json-schema": return named("json-schema", ruleText((rules) => compileSchema(responseFormat.schema, "schema", rules)));
    case "grammar": return named("gbnf", responseFormat.gbnf);
    case "text":
    case undefined: return undefined;
  }
}

/** Refuses tools that contradict each other or the choice, and a schema of a strict tool that can't be enforced. */
export function checkTools(request: Shape): void {
  const { tools = [], toolChoice } = request;
  for (const [index, { function: { name, strict } }] of tools.entries()) {
    if (tools.findIndex((other) => other.function.name === name) !== index) throw new AppError("bad-request", `tools[${index}].function: there are two tools called ${name}.`, { fix: "Give each a name of its own." });
    if (strict) toolGrammar([{ tool: tools[index]!, index }], "hermes", false);
  }
  if (typeof toolChoice === "object" && !tools.some(({ function: { name } }) => name === toolChoice.name)) {
    throw new AppError("bad-request", `toolChoice: there is no tool called ${toolChoice.name}.`, { fix: tools.length > 0 ? `The tools are ${tools.map(({ function: { name } }) => name).join(", ")}.` : "Give it in `tools`." });
  }
  if (toolChoice === "required" && tools.length === 0) throw new AppError("bad-request", "toolChoice: a call is required, but there are no tools.", { fix: "Give the tools, or leave toolChoice out." });
}

function forcedTools({ tools = [], toolChoice }: Shape) {
  const all = tools.map((tool, index) => ({ tool, index }));
  if (toolChoice === "required") return all;
  return typeof toolChoice === "object" ? all.filter(({ tool }) => tool.function.name === toolChoice.name) : null;
}

function ruleText(root: (rules: ReturnType<typeof createRules>) => string): string {
  const rules = createRules();
  return rules.text(root(rules));
}

const named = (kind: string, gbnf: string): Constraint => ({ name: `${kind} ${createHash("sha256").update(gbnf).digest("hex").slice(0, 8)}`, gbnf });
