import { describe, expect, it } from "vitest";
import type { Tool } from "../../shared/schemas/tools.ts";
import { parseToolCalls } from "../../shared/tools/parseToolCalls.ts";
import { toolFormatOf } from "../../shared/tools/toolFormat.ts";
import { toolGrammar } from "../../shared/tools/toolGrammar.ts";

const names = ["find_order", "refund"];
const call = (id: string) => ({ name: "find_order", arguments: JSON.stringify({ id }) });

describe("calls in an answer", () => {
  it("are read as Hermes and Qwen write them, beside text, several, and without an end mark", () => {
    const text = 'Let me look.\n<tool_call>\n{"name": "find_order", "arguments": {"id":"4821 </tool_call> {"}}\n</tool_call>\n<tool_call>{"name": "refund", "arguments": {}}';
    expect(parseToolCalls(text, "hermes", names)).toEqual({ content: "Let me look.", calls: [call("4821 </tool_call> {"), { name: "refund", arguments: "{}" }] });
  });

  it("are read as Mistral's models write them, older and newer", () => {
    expect(parseToolCalls('[TOOL_CALLS][{"name":"find_order","arguments":{"id":"1"}},{"name":"refund","arguments":{}}]', "mistral", names).calls).toEqual([call("1"), { name: "refund", arguments: "{}" }]);
    expect(parseToolCalls('[TOOL_CALLS]find_order[ARGS]{"id":"1"}[TOOL_CALLS]refund{}', "mistral", names).calls).toEqual([call("1"), { name: "refund", arguments: "{}" }]);
  });

  it("are read as Llama 3 writes them", () => {
    expect(parseToolCalls('{"name": "find_order", "parameters": {"id": "1"}}; {"name": "refund", "parameters": {}}', "llama3", names).calls).toEqual([call("1"), { name: "refund", arguments: "{}" }]);
    expect(parseToolCalls('<|python_tag|>{"name": "find_order", "parameters": {"id": "1"}}', "llama3", names)).toEqual({ content: "", calls: [call("1")] });
  });

  it.each([
    ["hermes", "<tool_call>{broken"],
    ["hermes", '<tool_call>{"name": "unknown", "arguments": {}}</tool_call>'],
    ["llama3", '{"order": 4821}'],
    ["llama3", '{"name": "find_order", "parameters": {}} and more'],
    ["mistral", "[TOOL_CALLS] none"],
    ["hermes", "No call at all"],
  ] as const)("stay text where they are none: %s %s", (format, text) => {
    expect(parseToolCalls(text, format, names)).toEqual({ content: text, calls: [] });
  });

  it("are told by what the template writes", () => {
    expect(toolFormatOf("{% if tools %}<tool_call>{% endif %}")).toBe("hermes");
    expect(toolFormatOf("{% if tools %}[TOOL_CALLS]{% endif %}")).toBe("mistral");
    expect(toolFormatOf(`{% if tools %}{{ '{"name": "' + '", "parameters": ' }}{% endif %}`)).toBe("llama3");
    expect(toolFormatOf("{{ messages[0].content }}")).toBe("generic");
    expect(toolFormatOf(null)).toBe("generic");
  });

  it("can be forced only with arguments that can be enforced; what can't be is named with its tool", () => {
    const tools = Array.from({ length: 30 }, (_, index): { tool: Tool; index: number } => ({ index, tool: { type: "function", function: { name: `tool_${index}`, parameters: { type: "object", properties: { order: { type: "string", pattern: "^[A-Z]{2}\\d{4}$" } } } } } }));
    expect(toolGrammar(tools, "hermes", true).match(/\(\[A-Z\]\)/g)).toHaveLength(30);
    tools[17]!.tool.function.parameters = { type: "object", properties: { order: { type: "array", items: { type: "string", pattern: "(?<=x)y" } } } };
    expect(() => toolGrammar(tools, "hermes", true)).toThrow("tools[17].function.parameters.properties.order.items.pattern can't be enforced");
  });
});
