import { createHash } from "node:crypto";
import type { FinishReason, Message, Status, Timings, Usage } from "../../../../shared/schemas/chat.ts";
import type { IncomingInteraction } from "../../../../shared/schemas/incoming.ts";
import type { Tool } from "../../../../shared/schemas/tools.ts";
import { clockMarkOf, withinDates } from "../spans/clockMarkOf.ts";
import { finishReasonOf } from "../spans/finishReasonOf.ts";
import type { Answer } from "../spans/readAnswer.ts";
import { samplingOf } from "../spans/readSampling.ts";
import type { Fields } from "../spans/shapes.ts";
import type { RecordContext } from "./item.ts";
import type { ReadTime } from "./times.ts";

/** A model's call as a file tells of it. Everything but the conversation may be missing. */
export type Call = {
  source: string;
  /** The record's own id; without one it is known again by its content. */
  id: string | null;
  messages: Message[];
  answer: Pick<Answer, "text" | "toolCalls" | "reasoning" | "finishReason"> | null;
  /** The record's bytes, or those of the part that this call was made of. */
  raw: Uint8Array;
  traceId?: string | null;
  createdAt?: ReadTime | null;
  endedAt?: ReadTime | null;
  model?: string | null;
  deployment?: string | null;
  session?: string | null;
  user?: string | null;
  tags?: string[];
  status?: Status;
  finishReason?: FinishReason | null;
  error?: IncomingInteraction["error"];
  usage?: Partial<Usage>;
  timings?: Partial<Timings>;
  /** Parameters of the request, in OpenAI's names. */
  parameters?: Fields;
  tools?: Tool[];
  metadata?: Fields;
};

const noTimings: Timings = { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: null, generationMs: null, totalMs: null, tokensPerSecond: null };
const noUsage: Usage = { promptTokens: null, completionTokens: null, cachedTokens: null };

/** What is too long to be a name is none. */
const short = (value: string | null | undefined, most: number): string | null => (value && value.length <= most ? value : null);

/** A call as the log takes it in. What its place can't hold (a name that is too long) is in `raw`, which is always kept. */
export function callOf(call: Call, { fileTime, now }: Pick<RecordContext, "fileTime" | "now">): IncomingInteraction {
  const { answer, createdAt, endedAt } = call;
  const startedAt = withinDates(createdAt?.at ?? fileTime);
  const endsAt = endedAt ? withinDates(endedAt.at) : null;
  const metadata: Fields = { ...call.metadata, ...(!createdAt && { createdAtFrom: "file" }) };
  const totalMs = call.timings?.totalMs ?? (createdAt && endsAt !== null && endsAt >= startedAt ? endsAt - startedAt : null);
  const tags = [...new Set(call.tags ?? [])].filter((tag) => tag !== "" && tag.length <= 200).slice(0, 100);
  const completionTokens = call.usage?.completionTokens ?? null;
  const [session, user] = [short(call.session, 500), short(call.user, 500)];
  return {
    source: call.source,
    sourceId: (call.id && short(call.id, 500)) ?? `sha256:${createHash("sha256").update(call.raw).digest("hex")}`,
    traceId: short(call.traceId, 200), spanId: null, parentSpanId: null,
    createdAt: startedAt,
    endedAt: endsAt ?? (totalMs === null ? startedAt : startedAt + totalMs),
    clockMark: clockMarkOf({ startedAt, endedAt: endsAt, now }) ?? (createdAt?.isAssumed ? "zone-assumed" : null),
    status: call.status ?? (call.error ? "failed" : "ok"),
    model: short(call.model, 1000),
    deployment: short(call.deployment, 1000),
    session, user, tags,
    metadata: Object.keys(metadata).length > 0 ? metadata : null,
    request: {
      target: short(call.model, 1000) ?? "unknown",
      origin: "import",
      messages: call.messages.length > 0 ? call.messages : [{ role: "user", content: "" }],
      sampling: samplingOf(call.parameters ?? {}),
      ...(session && { session }), ...(user && { user }), ...(tags.length > 0 && { tags }),
      ...(call.tools && call.tools.length > 0 && { tools: call.tools }),
    },
    raw: call.raw,
    output: answer?.text ?? "",
    toolCalls: answer?.toolCalls ?? null,
    reasoning: answer?.reasoning ?? null,
    finishReason: call.finishReason ?? finishReasonOf(answer?.finishReason),
    error: call.error ?? null,
    usage: { ...noUsage, ...call.usage },
    timings: { ...noTimings, ...call.timings, totalMs, tokensPerSecond: call.timings?.tokensPerSecond ?? (totalMs && completionTokens ? completionTokens / (totalMs / 1000) : null) },
  };
}
