import { readAnswer } from "../spans/readAnswer.ts";
import { readConversation, withSystem } from "../spans/readConversation.ts";
import { readTools } from "../spans/readTools.ts";
import { countUsage } from "../spans/countUsage.ts";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../spans/shapes.ts";
import { callOf } from "./callOf.ts";
import type { Format, Item, RecordContext } from "./item.ts";
import { leftOver } from "./leftOver.ts";

/**
 * Completions and responses that OpenAI has stored: its list (`{"object": "list", "data": […]}`), one a line, or the output of a batch.
 * What was asked stands in `messages`, `input` or `request`, where the export fetched it.
 */
export const openaiStored: Format = { name: "openai-stored", lists: ["data"], start: () => ({ read: (value, context) => [itemOf(value, context)] }) };

const used = ["id", "object", "created", "created_at", "model", "choices", "output", "output_text", "usage", "messages", "input", "request", "request_id", "input_user", "instructions", "user", "tools", "status"];

function itemOf(value: unknown, context: RecordContext): Item {
  const outer = fieldsOf(value);
  const batched = fieldsOf(outer?.["response"]);
  const record = fieldsOf(batched?.["body"]) ?? batched ?? outer;
  if (!outer || !record) return { reject: "it is no JSON object" };
  if (!listOf(record["choices"]) && !listOf(record["output"])) return { reject: "it has neither `choices` nor `output`: it is no stored completion or response" };
  const request = fieldsOf(outer["request"]) ?? fieldsOf(record["request"]) ?? {};
  const asked = firstOf(record["messages"], record["input"], outer["messages"], outer["input"], request["messages"], request["input"], fieldsOf(request["body"])?.["messages"], fieldsOf(request["body"])?.["input"]);
  const conversation = withSystem(readConversation(listOf(fieldsOf(asked)?.["data"]) ?? asked), firstOf(record["instructions"], request["instructions"]));
  const { tools } = readTools(firstOf(record["tools"], request["tools"]));
  const model = firstText(record["model"], request["model"]);
  const createdAt = context.times.seconds(firstOf(record["created"], record["created_at"]));
  return {
    interaction: callOf({
      source: "openai-stored", id: firstText(record["id"], outer["custom_id"]) ?? null, raw: context.bytes, tools, model, createdAt, ...usageOf(fieldsOf(record["usage"]) ?? {}),
      messages: conversation?.messages ?? [],
      answer: readAnswer(listOf(record["choices"]) ? { choices: record["choices"] } : { output: record["output"] }),
      user: firstText(record["user"], request["user"]),
      parameters: { ...request, ...record },
      status: record["status"] === "failed" ? "failed" : record["status"] === "cancelled" ? "cancelled" : "ok",
      error: errorOf(fieldsOf(record["error"])),
      metadata: { ...leftOver(record, [...used, "error"]), ...(record !== outer && leftOver(outer, ["response", "request", "id"])), ...(asked === undefined && { "tapedeck.content": "The file does not say what was asked." }) },
    }, context),
  };
}

function usageOf(usage: Fields) {
  const number = (...values: unknown[]) => values.find((value) => typeof value === "number") ?? null;
  const details = fieldsOf(firstOf(usage["prompt_tokens_details"], usage["input_tokens_details"])) ?? {};
  const counted = countUsage({
    input: number(usage["prompt_tokens"], usage["input_tokens"]), output: number(usage["completion_tokens"], usage["output_tokens"]), total: number(usage["total_tokens"]),
    cacheRead: number(details["cached_tokens"]), cacheWrite: null, inputHoldsCached: "yes",
  });
  return { usage: counted.usage };
}

const errorOf = (error: Fields | undefined) => (error ? { code: firstText(error["code"], error["type"]) ?? "failed", message: firstText(error["message"]) ?? "OpenAI says no more than that it failed." } : null);
