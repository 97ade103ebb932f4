import { JsonObject, Tool } from "../../../../shared/schemas/tools.ts";
import { unwrapJson } from "./parseJson.ts";
import { fieldsOf, firstOf, firstText, listOf } from "./shapes.ts";

const mostTools = 128;

/** Definitions of tools in OpenAI's, Anthropic's, Vercel's or OpenInference's shape, or their JSON texts. `isWhole` false: some could not be said in our words. */
export function readTools(value: unknown): { tools: Tool[]; isWhole: boolean } {
  const given = unwrapJson(value);
  const listed = listOf(given) ?? listOf(fieldsOf(given)?.["tools"]) ?? [];
  const read = listed.map(readTool).filter((tool) => tool !== undefined);
  return { tools: read.slice(0, mostTools), isWhole: read.length === listed.length && read.length <= mostTools };
}

function readTool(value: unknown): Tool | undefined {
  const outer = fieldsOf(unwrapJson(value)) ?? {};
  const fields = fieldsOf(unwrapJson(firstOf(fieldsOf(outer["tool"])?.["json_schema"], outer["json_schema"], outer["tool"], outer))) ?? {};
  const inner = fieldsOf(unwrapJson(fields["function"])) ?? fields;
  const schema = JsonObject.safeParse(unwrapJson(firstOf(inner["parameters"], inner["input_schema"], inner["inputSchema"], inner["parameters_json_schema"], inner["args_schema"])));
  const description = firstText(inner["description"]);
  const tool = Tool.safeParse({
    type: "function",
    function: {
      name: inner["name"],
      ...(description && { description }),
      ...(schema.success && { parameters: schema.data }),
      ...(typeof inner["strict"] === "boolean" && { strict: inner["strict"] }),
    },
  });
  return tool.success ? tool.data : undefined;
}
