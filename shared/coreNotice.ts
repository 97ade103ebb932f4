import { z } from "zod";
import { Failure } from "./schemas/interaction.ts";

/**
 * What the core that a window forked says of itself beside the pages' messages: first where its data is, then, once it was told
 * to go on (`goOn`), that it answers, or why it can't.
 */
export const CoreNotice = z.discriminatedUnion("core", [
  z.object({ core: z.literal("folder"), dataFolder: z.string() }),
  z.object({ core: z.literal("ready") }),
  z.object({ core: z.literal("failed"), failure: Failure }),
]);
export type CoreNotice = z.infer<typeof CoreNotice>;

/** `startNew`: a broken database is moved aside, which the person agreed to. */
export const GoOn = z.object({ goOn: z.literal(true), startNew: z.boolean() });
export type GoOn = z.infer<typeof GoOn>;
