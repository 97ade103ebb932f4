import { Ajv } from "ajv";

const text = { type: "string" };
const toolCalls = {
  type: "array",
  items: {
    type: "object",
    required: ["id", "type", "function"],
    additionalProperties: false,
    properties: { id: text, type: { const: "function" }, function: { type: "object", required: ["name", "arguments"], additionalProperties: false, properties: { name: text, arguments: text } } },
  },
};
const message = (role: string, content: object, more: object = {}, required: string[] = ["content"]) => ({ type: "object", additionalProperties: false, required: ["role", ...required], properties: { role: { const: role }, content, name: text, ...more } });
const messages = {
  type: "array",
  minItems: 1,
  items: {
    oneOf: [
      message("system", text),
      message("user", text),
      message("assistant", { type: ["string", "null"] }, { tool_calls: toolCalls, weight: { enum: [0, 1] } }, []),
      message("tool", text, { tool_call_id: text }, ["content", "tool_call_id"]),
    ],
  },
};
const tools = {
  type: "array",
  items: {
    type: "object",
    required: ["type", "function"],
    additionalProperties: false,
    properties: {
      type: { const: "function" },
      function: { type: "object", required: ["name"], additionalProperties: false, properties: { name: { type: "string", pattern: "^[a-zA-Z0-9_-]{1,64}$" }, description: text, parameters: { type: "object" }, strict: { type: ["boolean", "null"] } } },
    },
  },
};
const ajv = new Ajv({ allowUnionTypes: true });

/** `FineTuneChatRequestInput` of OpenAI's published OpenAPI description, with text as the only content. */
export const isOpenAiChat = ajv.compile({ type: "object", required: ["messages"], additionalProperties: false, properties: { messages, tools, parallel_tool_calls: { type: "boolean" } } });

/** A sample of OpenAI's evals (docs/build-eval.md): `input` in chat form, `ideal` a string. */
export const isEvalSample = ajv.compile({ type: "object", required: ["input", "ideal"], additionalProperties: false, properties: { input: messages, ideal: text } });

const looseMessages = { type: "array", minItems: 1, items: { type: "object", required: ["role", "content"], properties: { role: { enum: ["system", "user", "assistant", "tool"] } } } };
/** TRL, "Dataset formats and types": conversational preference, with an explicit prompt. */
export const isPreference = ajv.compile({ type: "object", required: ["prompt", "chosen", "rejected"], additionalProperties: false, properties: { prompt: looseMessages, chosen: looseMessages, rejected: looseMessages, tools } });
/** The same page: conversational unpaired preference. */
export const isUnpaired = ajv.compile({ type: "object", required: ["prompt", "completion", "label"], additionalProperties: false, properties: { prompt: looseMessages, completion: looseMessages, label: { type: "boolean" }, tools } });

/** LLaMA-Factory's data/README.md: ShareGPT turns alternate between who asks (human, observation) and who answers (gpt, function_call). */
export const isShareGpt = ajv.compile({
  type: "object",
  required: ["conversations"],
  additionalProperties: false,
  properties: { id: text, tools: text, conversations: { type: "array", minItems: 2, items: { type: "object", required: ["from", "value"], additionalProperties: false, properties: { from: { enum: ["system", "human", "gpt", "function_call", "observation"] }, value: text } } } },
});
/** Stanford Alpaca, with LLaMA-Factory's `system` and `history`. */
export const isAlpaca = ajv.compile({
  type: "object",
  required: ["instruction", "input", "output"],
  additionalProperties: false,
  properties: { instruction: text, input: text, output: text, system: text, history: { type: "array", items: { type: "array", items: text, minItems: 2, maxItems: 2 } } },
});
