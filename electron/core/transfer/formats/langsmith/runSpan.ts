import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";
import type { SourceSpan } from "../../spans/sourceSpan.ts";
import type { Times } from "../times.ts";
import { runUsage } from "./runUsage.ts";

const used = new Set(["id", "trace_id", "parent_run_id", "name", "run_type", "start_time", "end_time", "first_token_time", "inputs", "outputs", "error", "status", "tags", "extra", "child_runs", "child_run_ids", "prompt_tokens", "completion_tokens", "total_tokens", "latency"]);

/** A run of LangSmith as a span. `around`: the run that it stands in. Gives what it lacks instead, where it can't be placed. */
export function runSpan(run: Fields, times: Times, around: { traceId: string; runId: string } | null): SourceSpan & { isAssumed: boolean } | string {
  const id = firstText(run["id"], run["run_id"]);
  if (!id) return "a run has no `id`";
  const started = times.read(run["start_time"]);
  if (!started) return `run ${id}: \`start_time\` is no time`;
  const extra = fieldsOf(run["extra"]) ?? {};
  const metadata = fieldsOf(extra["metadata"]) ?? fieldsOf(run["metadata"]) ?? {};
  const error = firstText(run["error"]);
  return {
    traceId: firstText(run["trace_id"]) ?? around?.traceId ?? id,
    spanId: id,
    parentSpanId: firstText(run["parent_run_id"]) ?? around?.runId ?? null,
    name: firstText(run["name"]) ?? firstText(run["run_type"]) ?? "run",
    startedAt: started.at,
    endedAt: times.read(run["end_time"])?.at ?? null,
    isAssumed: started.isAssumed,
    attributes: new Map(attributesOf(run, extra, metadata, times, started.at)),
    events: [],
    status: error || run["status"] === "error" ? "error" : "unset",
    statusMessage: error ?? null,
    resource: new Map(Object.entries(fieldsOf(extra["runtime"]) ?? {}).map(([name, value]) => [`runtime.${name}`, value])),
    more: Object.fromEntries([
      ...Object.entries(run).filter(([name, value]) => !used.has(name) && !isEmpty(value)),
      ...Object.entries(extra).filter(([name, value]) => !["metadata", "runtime", "invocation_params"].includes(name) && !isEmpty(value)).map(([name, value]) => [`extra.${name}`, value]),
    ]),
  };
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value as object).length === 0);

function attributesOf(run: Fields, extra: Fields, metadata: Fields, times: Times, startedAt: number): [string, unknown][] {
  const params = fieldsOf(extra["invocation_params"]) ?? {};
  const first = times.read(run["first_token_time"]);
  const entries: [string, unknown][] = [
    ...Object.entries(metadata).filter(([name]) => name !== "usage_metadata").map(([name, value]): [string, unknown] => [`langsmith.metadata.${name}`, value]),
    ["langsmith.span.kind", firstText(run["run_type"]) ?? "chain"],
    ["langsmith.span.tags", listOf(run["tags"])],
    ["input.value", run["inputs"]],
    ["output.value", run["outputs"]],
    ["gen_ai.request.model", firstText(params["model"], params["model_name"], metadata["ls_model_name"])],
    ["gen_ai.provider.name", firstText(metadata["ls_provider"])],
    ["llm.invocation_parameters", params],
    ...runUsage(run, metadata),
    ["gen_ai.response.time_to_first_chunk", first && first.at >= startedAt ? (first.at - startedAt) / 1000 : undefined],
    ["gen_ai.tool.definitions", firstOf(listOf(params["tools"]), listOf(params["functions"]))],
  ];
  return entries.filter(([, value]) => !isEmpty(value));
}
