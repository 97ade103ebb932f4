import type { RunRequest } from "../../../../shared/schemas/chat.ts";
import type { ToolCall } from "../../../../shared/schemas/tools.ts";
import type { RedactionSession } from "./createRedactor.ts";

/** A request without what is to go. Names, ids and what shapes the answer stay; what names people (session, user, tags, metadata) is looked through. */
export function redactRequest<R extends Partial<RunRequest>>(request: R, session: RedactionSession): R {
  const { messages, tools, suffix, session: conversation, user, tags, metadata } = request;
  const redacted = {
    ...request,
    ...(messages && { messages: messages.map((message) => ({ ...message, content: session.value(message.content), ...(message.toolCalls && { toolCalls: redactCalls(message.toolCalls, session) }) })) }),
    ...(tools && { tools: session.value(tools) }),
    ...(suffix !== undefined && { suffix: session.text(suffix) }),
    ...(conversation !== undefined && { session: session.text(conversation).slice(0, 500) }),
    ...(user !== undefined && { user: session.text(user).slice(0, 500) }),
    ...(tags && { tags: tags.map((tag) => session.text(tag).slice(0, 200)) }),
    ...(metadata && { metadata: session.value(metadata) }),
  };
  return redacted;
}

/** Arguments are JSON in a text: they stay JSON, also where a number is taken out of them, and escapes hide nothing. */
export function redactCalls(calls: ToolCall[], session: RedactionSession): ToolCall[] {
  return calls.map((call) => ({ ...call, arguments: redactJsonText(call.arguments, session) }));
}

/** As it came where nothing was taken out. */
export function redactJsonText(text: string, session: RedactionSession): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return session.text(text);
  }
  const redacted = session.value(parsed);
  return redacted === parsed ? text : JSON.stringify(redacted);
}

/** Bytes as they came, JSON or text; null where they are neither and can't be looked through. The same bytes where nothing was taken out. */
export function redactBytes(bytes: Uint8Array, redact: (text: string) => string): Uint8Array<ArrayBuffer> | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
  const redacted = redact(text);
  return redacted === text ? (bytes as Uint8Array<ArrayBuffer>) : new TextEncoder().encode(redacted);
}
