import type { CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { createChanges } from "../../shared/rpc/changes.ts";
import { FacetField, type Narrowing } from "../../shared/schemas/finding.ts";
import type { Interaction, InteractionSummary, ListRequest } from "../../shared/schemas/interaction.ts";

/** A log in memory: newest first, pages by id, words and statuses as the real one; of the filter language only `FIELD = "VALUE"`. */
export function createFakeLog(rows: Interaction[] = []) {
  let log = rows.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const asked: ListRequest[] = [];
  const watchers = new Set<(row: InteractionSummary) => void>();
  const matches = (row: Interaction, { filter, text, status }: Narrowing) => {
    const [, field, value] = /^(\w+) = "?(.*?)"?$/.exec(filter ?? "") ?? [];
    return (!field || row[field as keyof Interaction] === value) && (!status?.length || status.includes(row.status)) && (!text || row.id.startsWith(text) || `${row.input} ${row.output}`.toLowerCase().includes(text.toLowerCase()));
  };

  const interactions: Services<CoreContract>["interactions"] = {
    list(request) {
      asked.push(request);
      const found: InteractionSummary[] = [];
      for (const row of log) {
        if (request.cursor !== undefined && row.id >= request.cursor) continue;
        if (matches(row, request)) found.push(summaryOf(row));
        if (found.length > request.limit) break;
      }
      const items = found.slice(0, request.limit);
      return { items, next: found.length > request.limit ? items.at(-1)!.id : null };
    },
    get({ id }) {
      const found = log.filter((row) => row.id.startsWith(id));
      const exact = found.find((row) => row.id === id) ?? (found.length === 1 ? found[0] : undefined);
      if (exact) return exact;
      if (found.length > 1) throw new AppError("ambiguous", `${id} is the start of several interactions.`, { fix: "Give more of the id." });
      throw new AppError("not-found", `There is no interaction ${id}.`);
    },
    count: (request) => ({ total: log.filter((row) => matches(row, request)).length }),
    facets: ({ fields = FacetField.options }) => ({ facets: fields.map((field) => ({ field, values: [], more: 0 })), counted: log.length, isWhole: true }),
    aggregate(request) {
      const bucket = (from: number) => ({ from, count: 0, failed: 0, promptTokens: 0, completionTokens: 0, p50Ms: null, p95Ms: null, p99Ms: null });
      const buckets = new Map<number, ReturnType<typeof bucket>>();
      for (const row of log.filter((each) => each.createdAt >= request.from && each.createdAt < request.to && matches(each, request))) {
        const from = request.from + Math.floor((row.createdAt - request.from) / request.bucketMs) * request.bucketMs;
        const known = buckets.get(from) ?? bucket(from);
        buckets.set(from, { ...known, count: known.count + 1, failed: known.failed + (row.status === "failed" ? 1 : 0) });
      }
      const hasOlder = log.some((row) => row.createdAt < request.from && matches(row, request));
      return { buckets: [...buckets.values()].sort((a, b) => a.from - b.from), whole: bucket(request.from), futureDated: 0, oddSpans: 0, hasOlder };
    },
    values: () => ({ values: [] }),
    session: ({ from }) => ({ total: 0, from, turns: [] }),
    sessionTotals: () => ({ turns: 0, failed: 0, users: [], models: [], promptTokens: null, completionTokens: null, firstAt: null, lastAt: null, answeringMs: null }),
    neighbours: () => ({ session: { previous: null, next: null }, user: { previous: null, next: null }, prompt: { previous: null, next: null } }),
    feedback: () => [],
    addFeedback: () => Promise.reject(new AppError("bad-request", "This log in memory keeps no feedback.")),
    async *body() {},
    async *watch(_, signal) {
      const changed = createChanges();
      const waiting: InteractionSummary[] = [];
      const tell = (row: InteractionSummary) => {
        waiting.push(row);
        changed.notify();
      };
      watchers.add(tell);
      try {
        for await (const _change of changed.each(signal)) while (waiting.length > 0) yield { interaction: waiting.shift()! };
      } finally {
        watchers.delete(tell);
      }
    },
  };
  return {
    interactions,
    /** Every list that was asked for. */
    asked,
    isWatched: () => watchers.size > 0,
    /** Writes a row, new or changed, and tells whoever watches. */
    write(row: Interaction): void {
      const at = log.findIndex(({ id }) => id <= row.id);
      log = at >= 0 && log[at]!.id === row.id ? log.with(at, row) : log.toSpliced(at < 0 ? log.length : at, 0, row);
      for (const tell of watchers) tell(summaryOf(row));
    },
  };
}

function summaryOf({ request: _request, prompt: _prompt, promptTokens: _promptTokens, outputTokens: _tokens, outputTokenEnds: _ends, toolCalls: _toolCalls, logprobs: _logprobs, promptLogprobs: _promptLogprobs, conditions: _conditions, attempts: _attempts, ...summary }: Interaction): InteractionSummary {
  return { ...summary, input: summary.input.slice(0, 300), output: summary.output.slice(0, 300) };
}
