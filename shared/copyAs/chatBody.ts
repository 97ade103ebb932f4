import type { Message, RunRequest } from "../schemas/chat.ts";
import type { Interaction } from "../schemas/interaction.ts";

type Json = Record<string, unknown>;
/** A request as OpenAI's API takes it; `more` is what other servers understand besides. */
export type ChatBody = { body: Json; more: Json };

/**
 * An interaction's request as a body of OpenAI's chat completions. What that API has no name for goes into `more`, by the names that
 * llama.cpp and vLLM give it; the seed is the one that was drawn, so that the call can be repeated.
 */
export function chatBody({ request, model, conditions }: Pick<Interaction, "request" | "model" | "conditions">): ChatBody {
  const { sampling, tools, toolChoice, parallelToolCalls, logprobs, user } = request;
  const { topK, minP, repeatPenalty } = sampling;
  return {
    body: known({
      model: model ?? request.target,
      messages: request.messages.map(chatMessage),
      temperature: sampling.temperature,
      top_p: sampling.topP,
      frequency_penalty: sampling.frequencyPenalty,
      presence_penalty: sampling.presencePenalty,
      seed: sampling.seed ?? conditions.sampling?.seed,
      stop: sampling.stop?.length ? sampling.stop : undefined,
      max_tokens: sampling.maxTokens,
      logit_bias: sampling.logitBias,
      tools: tools?.length ? tools : undefined,
      tool_choice: typeof toolChoice === "object" ? { type: "function", function: { name: toolChoice.name } } : toolChoice,
      parallel_tool_calls: parallelToolCalls,
      response_format: responseFormat(request),
      logprobs: logprobs ? true : undefined,
      top_logprobs: logprobs?.top,
      user,
    }),
    more: known({ top_k: topK, min_p: minP, repeat_penalty: repeatPenalty, grammar: request.responseFormat?.type === "grammar" ? request.responseFormat.gbnf : undefined }),
  };
}

const known = (fields: Json): Json => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function chatMessage({ role, content, toolCalls, toolCallId, name }: Message): Json {
  return known({
    role,
    content: toolCalls?.length && content === "" ? null : content,
    name,
    tool_calls: toolCalls?.length ? toolCalls.map((call) => ({ id: call.id, type: "function", function: { name: call.name, arguments: call.arguments } })) : undefined,
    tool_call_id: toolCallId,
  });
}

function responseFormat({ responseFormat: format }: RunRequest): Json | undefined {
  if (format?.type === "json") return { type: "json_object" };
  if (format?.type === "json-schema") return { type: "json_schema", json_schema: known({ name: format.name ?? "answer", schema: format.schema, strict: format.strict }) };
  return undefined;
}
