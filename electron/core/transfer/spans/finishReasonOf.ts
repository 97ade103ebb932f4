import type { FinishReason } from "../../../../shared/schemas/chat.ts";

const words: Record<string, FinishReason> = {
  stop: "stop", end_turn: "stop", stop_sequence: "stop", end: "stop", eos: "stop", eos_token: "stop", complete: "stop", completed: "stop", finish: "stop",
  length: "length", max_tokens: "length", max_output_tokens: "length", token_limit: "length",
  model_context_window_exceeded: "context", context: "context", context_length_exceeded: "context",
  tool_call: "tool-calls", tool_calls: "tool-calls", tool_use: "tool-calls", function_call: "tool-calls",
  content_filter: "content-filter", safety: "content-filter", refusal: "content-filter", recitation: "content-filter", guardrail_intervened: "content-filter", prohibited_content: "content-filter",
};

/** Whatever a provider calls the end of an answer, in our words; null where nothing is said. */
export function finishReasonOf(said: string | null | undefined): FinishReason | null {
  if (!said) return null;
  return words[said.trim().toLowerCase().replaceAll("-", "_")] ?? "other";
}
