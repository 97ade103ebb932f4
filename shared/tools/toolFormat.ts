/**
 * How a model writes calls. `hermes`: `<tool_call>{"name", "arguments"}</tool_call>` (Hermes, Qwen and most ChatML models); `mistral`:
 * `[TOOL_CALLS][{"name", "arguments"}]`; `llama3`: the answer is `{"name", "parameters"}`. `generic`: the template knows no tools, so the
 * conversation's own words explain them, and the calls are written as `hermes`.
 */
export type ToolFormat = "hermes" | "mistral" | "llama3" | "generic";

/** Told by what the chat template itself writes for a call. */
export function toolFormatOf(template: string | null): ToolFormat {
  if (template === null || !/\btools\b/.test(template)) return "generic";
  if (template.includes("<tool_call>")) return "hermes";
  if (template.includes("[TOOL_CALLS]")) return "mistral";
  if (template.includes("<|python_tag|>") || /"parameters\\?":/.test(template)) return "llama3";
  return "generic";
}

/** What begins a call; an answer of `llama3` is a call when it begins with a brace. */
export const callMarks: Record<ToolFormat, string[]> = { hermes: ["<tool_call>"], generic: ["<tool_call>"], mistral: ["[TOOL_CALLS]"], llama3: ["<|python_tag|>"] };
