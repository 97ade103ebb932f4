import { z } from "zod";
import { Attempt, Conditions } from "../../../shared/schemas/interaction.ts";

/** What the bodies of an interaction hold, beside `request`: the request's bytes as they came. */
export const Answer = z.object({ output: z.string(), tokens: z.array(z.int()).nullable(), ends: z.array(z.int()).nullable() });
export type Answer = z.infer<typeof Answer>;
export const Prompt = z.object({ text: z.string(), tokens: z.array(z.int()).nullable() });
export type Prompt = z.infer<typeof Prompt>;
export const Record = z.object({ conditions: Conditions, attempts: z.array(Attempt) });
export type Record = z.infer<typeof Record>;

export type BodyKind = "request" | "answer" | "prompt" | "record";
