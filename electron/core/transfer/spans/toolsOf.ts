import type { Tool } from "../../../../shared/schemas/tools.ts";
import type { AttributeReader } from "./attributeReader.ts";
import { fieldsOf } from "./shapes.ts";
import { readTools } from "./readTools.ts";

const attributes = ["gen_ai.tool.definitions", "ai.prompt.tools", "mlflow.chat.tools", "langfuse.observation.tools"];
const trees = ["llm.tools", "llm.request.functions"];
/** JSON of a whole request, which may hold its tools. */
const requests = ["llm.invocation_parameters", "model_request_parameters"];

/** The tools that a call could use, from the first convention that names any. */
export function toolsOf(reader: AttributeReader): Tool[] {
  for (const name of attributes) {
    const { tools, isWhole } = readTools(reader.json(name));
    if (tools.length === 0) continue;
    if (isWhole) reader.understand(name);
    return tools;
  }
  for (const prefix of trees) {
    const { tree, names } = reader.tree(prefix);
    const { tools, isWhole } = readTools(tree);
    if (tools.length === 0) continue;
    if (isWhole) reader.understand(...names);
    return tools;
  }
  for (const name of requests) {
    const fields = fieldsOf(reader.json(name));
    const { tools } = readTools(fields?.["tools"] ?? fields?.["function_tools"]);
    if (tools.length > 0) return tools;
  }
  return [];
}
