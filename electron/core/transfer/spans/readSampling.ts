import { Sampling } from "../../../../shared/schemas/chat.ts";
import type { AttributeReader } from "./attributeReader.ts";
import { fieldsOf, type Fields } from "./shapes.ts";

/** Each parameter's names in requests of OpenAI's, Anthropic's, Gemini's and others' kind. */
const names: Partial<Record<keyof Sampling, string[]>> = {
  temperature: ["temperature"],
  topP: ["top_p", "topP"],
  topK: ["top_k", "topK"],
  minP: ["min_p"],
  maxTokens: ["max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens", "maxTokens", "max_new_tokens", "num_predict"],
  seed: ["seed"],
  frequencyPenalty: ["frequency_penalty", "frequencyPenalty"],
  presencePenalty: ["presence_penalty", "presencePenalty"],
  repeatPenalty: ["repetition_penalty", "repeat_penalty"],
  stop: ["stop", "stop_sequences", "stopSequences"],
};

/** Parameters of a request object. What lies outside the bounds of `Sampling` is left out. */
export function samplingOf(request: Fields): Sampling {
  return collect((name) => request[name]);
}

/** Parameters that stand as attributes of their own under a prefix (`gen_ai.request.`, `ai.settings.`) or as JSON in one. Gives what is understood only. */
export function readSampling(reader: AttributeReader): Sampling {
  const spread = ["gen_ai.request.", "ai.settings.", "llm.request.", "llm."];
  const objects = ["llm.invocation_parameters", "langfuse.observation.model.parameters", "gen_ai.request.parameters", "mlflow.llm.parameters"].map((name) => fieldsOf(reader.json(name)));
  return collect((name) => {
    for (const prefix of spread) {
      const value = reader.peek(prefix + name);
      if (value !== undefined && isFit(name, value)) {
        reader.understand(prefix + name);
        return value;
      }
    }
    return objects.find((fields) => fields?.[name] !== undefined)?.[name];
  });
}

const isFit = (name: string, value: unknown): boolean => Object.entries(names).some(([field, all]) => all.includes(name) && fits(field as keyof Sampling, value) !== undefined);

function collect(valueOf: (name: string) => unknown): Sampling {
  const found: [string, unknown][] = [];
  for (const [field, all] of Object.entries(names)) {
    const value = all.map((name) => fits(field as keyof Sampling, valueOf(name))).find((each) => each !== undefined);
    if (value !== undefined) found.push([field, value]);
  }
  return Sampling.parse(Object.fromEntries(found));
}

function fits(field: keyof Sampling, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const given = field === "stop" && typeof value === "string" ? [value] : value;
  const parsed = Sampling.shape[field].safeParse(given);
  return parsed.success ? parsed.data : undefined;
}
