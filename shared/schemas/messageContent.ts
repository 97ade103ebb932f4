import { z } from "zod";

type TextPart = { type: "text"; text: string };

/**
 * A message's text, which clients write in three ways: as a string, as a list of text parts, or as null beside tool calls. All become one
 * string, so that they render alike. Another kind of part is refused by its name and place.
 */
export const MessageContent = z.custom<string | TextPart[] | null>().transform((content: unknown, context): string => {
  if (typeof content === "string") return content;
  if (content === null) return "";
  if (!Array.isArray(content)) return refuse(context, [], "Text, a list of text parts, or null is needed");
  return content
    .map((part: unknown, index) => {
      const { type, text } = (part ?? {}) as Partial<Record<string, unknown>>;
      if (type !== "text") return refuse(context, [index, "type"], `Content of the type ${JSON.stringify(type) ?? "undefined"} is not taken; only text is`);
      return typeof text === "string" ? text : refuse(context, [index, "text"], "A text is needed");
    })
    .join("");
});

function refuse(context: z.core.$RefinementCtx, path: (string | number)[], message: string): string {
  context.issues.push({ code: "custom", path, message, input: context.value });
  return "";
}
