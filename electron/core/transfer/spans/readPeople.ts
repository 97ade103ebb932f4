import type { AttributeReader } from "./attributeReader.ts";
import { unwrapJson } from "./parseJson.ts";
import { listOf } from "./shapes.ts";

const longestName = 500;
const longestTag = 200;
const mostTags = 100;

/** Who it was for: session, user, tags. What is too long to be a name stays among the attributes. */
export function readPeople(reader: AttributeReader): { session: string | null; user: string | null; tags: string[] } {
  return {
    session: reader.textWithin(longestName, "gen_ai.conversation.id", "session.id", "langfuse.session.id", "traceloop.association.properties.session_id", "traceloop.association.properties.conversation_id", "ai.telemetry.metadata.sessionId", "ai.telemetry.metadata.session_id", "mlflow.trace.session", "langsmith.trace.session_id", "langsmith.metadata.session_id", "langsmith.metadata.thread_id", "thread_id"),
    user: reader.textWithin(longestName, "user.id", "enduser.id", "langfuse.user.id", "gen_ai.user.id", "traceloop.association.properties.user_id", "ai.telemetry.metadata.userId", "ai.telemetry.metadata.user_id", "mlflow.trace.user", "langsmith.metadata.user_id", "llm.user", "gen_ai.openai.request.user"),
    tags: readTags(reader),
  };
}

function readTags(reader: AttributeReader): string[] {
  const tags = new Set<string>();
  for (const source of ["tag.tags", "langfuse.trace.tags", "langfuse.tags", "langsmith.span.tags", "traceloop.association.properties.tags", "ai.telemetry.metadata.tags"]) {
    const value = unwrapJson(reader.peek(source));
    const listed = listOf(value) ?? (typeof value === "string" ? value.split(",").map((tag) => tag.trim()) : []);
    const fit = listed.filter((tag): tag is string => typeof tag === "string" && tag !== "" && tag.length <= longestTag);
    if (fit.length === 0 || fit.length < listed.length || tags.size + fit.length > mostTags) continue;
    for (const tag of fit) tags.add(tag);
    reader.understand(source);
  }
  return [...tags];
}
