import type { ChatBody } from "./chatBody.ts";

/** A program for OpenAI's TypeScript library, which takes the address and the key from `OPENAI_BASE_URL` and `OPENAI_API_KEY`. */
export function typescriptProgram({ body, more }: ChatBody): string {
  const fields = JSON.stringify(body, null, 2).split("\n").slice(1, -1);
  // The library's types know only OpenAI's own fields.
  const extra = Object.keys(more).length > 0 ? [`  ...(${JSON.stringify(more)} as object),`] : [];
  const lines = fields.map((line) => line.replace(/^( {2})"([a-z_]+)":/, "$1$2:"));
  if (lines.length > 0) lines[lines.length - 1] += ",";
  return ['import OpenAI from "openai";', "", "const client = new OpenAI();", "const completion = await client.chat.completions.create({", ...lines, ...extra, "});", "console.log(completion.choices[0]?.message);", ""].join("\n");
}
