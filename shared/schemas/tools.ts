import { z } from "zod";

/** A JSON object as it came: a JSON Schema, or a call's parsed arguments. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

/** What a model may call, in the shape that chat templates are written for. `parameters` is a JSON Schema; left out, the tool takes none. */
export const Tool = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string().min(1).max(200).regex(/^[\w.-]+$/, "A tool's name holds letters, digits, _, . and - only"),
    description: z.string().max(100_000).optional(),
    parameters: JsonObject.optional(),
    strict: z.boolean().optional(),
  }),
});
export type Tool = z.infer<typeof Tool>;

/** `auto` (where left out): the model decides; `required`: it must call one or more; a name: that one. */
export const ToolChoice = z.union([z.enum(["auto", "none", "required"]), z.object({ name: z.string().min(1).max(200) })]);
export type ToolChoice = z.infer<typeof ToolChoice>;

/** A call that a model made. `arguments` is JSON as the model wrote it. */
export const ToolCall = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(1000), arguments: z.string() });
export type ToolCall = z.infer<typeof ToolCall>;
