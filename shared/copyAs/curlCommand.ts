import type { ChatBody } from "./chatBody.ts";

/**
 * A command for a POSIX shell. The address and the key come from the environment: a pasted command sends nothing to a place that nobody
 * named. The body stands in a quoted here-document, in which the shell changes nothing.
 */
export function curlCommand({ body, more }: ChatBody): string {
  return [
    'curl "${OPENAI_BASE_URL:?Set it to the address that ends in /v1}/chat/completions" \\',
    '  -H "Authorization: Bearer $OPENAI_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    "  --data-binary @- <<'JSON'",
    JSON.stringify({ ...body, ...more }, null, 2),
    "JSON",
    "",
  ].join("\n");
}
