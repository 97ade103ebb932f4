import { z } from "zod";
import { JsonObject } from "./tools.ts";

/** What every answer must look like. The model can say nothing else; a keyword of the schema that can't be enforced is refused by its path. */
export const ResponseFormat = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  /** Any JSON object. */
  z.object({ type: z.literal("json") }),
  z.object({ type: z.literal("json-schema"), schema: JsonObject, name: z.string().max(200).optional(), strict: z.boolean().optional() }),
  /** A grammar in llama.cpp's GBNF with a rule `root`. */
  z.object({ type: z.literal("grammar"), gbnf: z.string().min(1).max(1_000_000) }),
]);
export type ResponseFormat = z.infer<typeof ResponseFormat>;
