import type { SchemaElement } from "hyparquet-writer";
import { metadataOf } from "./metadataOf.ts";
import type { Selected } from "./selected.ts";

type Kind = "text" | "time" | "whole" | "number" | "texts";
type Cell = string | number | Date | string[] | null;
type Column = { name: string; kind: Kind; of(selected: Selected): Cell };

/** Beyond what a date holds a time is its end. */
export const dateOf = (time: number): Date => new Date(Math.min(Math.max(time, -62_135_596_800_000), 253_402_300_799_999));
const json = (value: unknown): string | null => (value === null || value === undefined || (Array.isArray(value) && value.length === 0) ? null : JSON.stringify(value));

const column = (name: string, kind: Kind, of: (selected: Selected) => Cell): Column => ({ name, kind, of });

/** The table of a Parquet export. `day` and `model` are in the folders' names; `modelName` is the whole name. What has parts is JSON. */
export const parquetColumns: readonly Column[] = [
  column("id", "text", ({ interaction }) => interaction.id),
  column("createdAt", "time", ({ interaction }) => dateOf(interaction.createdAt)),
  column("endedAt", "time", ({ interaction }) => (interaction.endedAt === null ? null : dateOf(interaction.endedAt))),
  column("status", "text", ({ interaction }) => interaction.status),
  column("origin", "text", ({ interaction }) => interaction.origin),
  column("modelName", "text", ({ interaction }) => interaction.model),
  column("modelSha256", "text", ({ interaction }) => interaction.modelSha256),
  column("deployment", "text", ({ interaction }) => interaction.deployment),
  column("session", "text", ({ interaction }) => interaction.session),
  column("user", "text", ({ interaction }) => interaction.user),
  column("tags", "texts", ({ interaction }) => interaction.tags),
  column("traceId", "text", ({ interaction }) => interaction.traceId),
  column("spanId", "text", ({ interaction }) => interaction.spanId),
  column("parentSpanId", "text", ({ interaction }) => interaction.parentSpanId),
  column("source", "text", ({ interaction }) => interaction.source),
  column("sourceId", "text", ({ interaction }) => interaction.sourceId),
  column("replayOf", "text", ({ interaction }) => interaction.replayOf),
  column("input", "text", ({ interaction }) => interaction.input),
  column("output", "text", ({ interaction }) => interaction.output),
  column("messages", "text", ({ interaction }) => json(interaction.request.messages)),
  column("tools", "text", ({ interaction }) => json(interaction.request.tools)),
  column("toolCalls", "text", ({ interaction }) => json(interaction.toolCalls)),
  column("reasoning", "text", ({ interaction }) => interaction.reasoning ?? null),
  column("sampling", "text", ({ interaction }) => json(interaction.conditions.sampling ?? interaction.request.sampling)),
  column("finishReason", "text", ({ interaction }) => interaction.finishReason),
  column("errorCode", "text", ({ interaction }) => interaction.error?.code ?? null),
  column("error", "text", ({ interaction }) => interaction.error?.message ?? null),
  column("promptTokens", "whole", ({ interaction }) => interaction.usage.promptTokens),
  column("completionTokens", "whole", ({ interaction }) => interaction.usage.completionTokens),
  column("cachedTokens", "whole", ({ interaction }) => interaction.usage.cachedTokens),
  column("queueMs", "number", ({ interaction }) => interaction.timings.queueMs),
  column("firstTokenMs", "number", ({ interaction }) => interaction.timings.firstTokenMs),
  column("generationMs", "number", ({ interaction }) => interaction.timings.generationMs),
  column("totalMs", "number", ({ interaction }) => interaction.timings.totalMs),
  column("tokensPerSecond", "number", ({ interaction }) => interaction.timings.tokensPerSecond),
  column("metadata", "text", ({ interaction }) => json(metadataOf(interaction))),
  column("feedback", "text", ({ feedback }) => json(feedback)),
];

/** Parquet's own description of the columns (parquet-format, LogicalTypes.md). */
export const parquetSchema: SchemaElement[] = [{ name: "interactions", num_children: parquetColumns.length }, ...parquetColumns.flatMap(elementsOf)];

function elementsOf({ name, kind }: Column): SchemaElement[] {
  switch (kind) {
    case "text":
      return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }];
    case "time":
      return [{ name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "OPTIONAL" }];
    case "whole":
      return [{ name, type: "INT32", repetition_type: "OPTIONAL" }];
    case "number":
      return [{ name, type: "DOUBLE", repetition_type: "OPTIONAL" }];
    case "texts":
      return [
        { name, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      ];
  }
}
