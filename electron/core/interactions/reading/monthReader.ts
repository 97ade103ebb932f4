import type { Database } from "better-sqlite3";
import { z } from "zod";
import { RunRequest } from "../../../../shared/schemas/chat.ts";
import { unknownConditions, type Interaction } from "../../../../shared/schemas/interaction.ts";
import { decodeBody, decodeJson, type StoredBody } from "../bodies/body.ts";
import { Answer, Logprobs, Prompt, Record, type BodyKind } from "../bodies/bodyKinds.ts";
import { createPartReader } from "../bodies/partReader.ts";
import { rowColumns, summaryOf, type InteractionRow } from "./rows.ts";
import { createMonthCharts } from "../search/monthCharts.ts";
import { createMonthFacets } from "../search/monthFacets.ts";
import { createMonthRanking } from "../search/monthRanking.ts";
import { createMonthSearch } from "../search/monthSearch.ts";
import { createMonthValues } from "../search/monthValues.ts";
import { createQueries } from "../search/queries.ts";
import { inputOf } from "../texts.ts";
import { createMonthBeside } from "../traces/monthBeside.ts";
import { createMonthSessions } from "../traces/monthSessions.ts";
import { createMonthTraces } from "../traces/monthTraces.ts";
import { addTextFunctions } from "../bodies/wholeTexts.ts";

const Metadata = z.record(z.string(), z.unknown());

/** The queries of one month of the log. */
export function createMonthReader(db: Database) {
  const closeTexts = addTextFunctions(db);
  const byPrefix = db.prepare<{ from: string; to: string }, InteractionRow>(`SELECT ${rowColumns} FROM interactions WHERE id >= @from AND id < @to ORDER BY id LIMIT 2`);
  const replays = db.prepare<{ id: string; limit: number }, InteractionRow>(`SELECT ${rowColumns} FROM interactions WHERE replay_of = @id ORDER BY id DESC LIMIT @limit`);
  const bodies = db.prepare<[number], StoredBody & { kind: BodyKind }>("SELECT kind, encoding, data, parts FROM bodies WHERE interaction = ?");
  const oneBody = db.prepare<{ id: string; kind: BodyKind }, StoredBody>("SELECT encoding, data, parts FROM bodies WHERE interaction = (SELECT key FROM interactions WHERE id = @id) AND kind = @kind");
  const metadataOf = db.prepare<[number], string | null>("SELECT metadata FROM interactions WHERE key = ?").pluck();
  const partOf = createPartReader(db);
  const queries = createQueries(db);

  return {
    traces: createMonthTraces(db),
    sessions: createMonthSessions(db),
    beside: createMonthBeside(db),
    /** Up to two rows whose id starts with `prefix`. */
    starting: (prefix: string): InteractionRow[] => byPrefix.all({ from: prefix, to: `${prefix}~` }),
    replaysOf: (id: string, limit: number): InteractionRow[] => replays.all({ id, limit }),
    ...createMonthSearch(queries),
    ...createMonthFacets(queries),
    ...createMonthCharts(queries),
    ...createMonthRanking(queries),
    ...createMonthValues(queries),

    close(): void {
      closeTexts();
      db.close();
    },
    /** A body's bytes as they came; null: there is none. */
    bytes(id: string, kind: BodyKind): Uint8Array | null {
      const body = oneBody.get({ id, kind });
      return body ? decodeBody(body, partOf) : null;
    },

    whole(row: InteractionRow): Interaction {
      const bodyOf = new Map(bodies.all(row.key).map((body) => [body.kind, body]));
      const parsed = <T>(kind: BodyKind, schema: z.ZodType<T>): T | null => {
        const body = bodyOf.get(kind);
        return body ? schema.parse(decodeJson(body, partOf)) : null;
      };
      const request = parsed("request", RunRequest)!;
      const answer = parsed("answer", Answer);
      const prompt = parsed("prompt", Prompt);
      const record = parsed("record", Record);
      const logprobs = parsed("logprobs", Logprobs);
      const metadata = row.source === null ? null : metadataOf.get(row.key)!;
      return {
        ...summaryOf(row),
        input: inputOf(request.messages),
        output: answer?.output ?? row.output,
        request,
        prompt: prompt?.text ?? null,
        promptTokens: prompt?.tokens ?? null,
        outputTokens: answer?.tokens ?? null,
        outputTokenEnds: answer?.ends ?? null,
        toolCalls: answer?.toolCalls ?? null,
        logprobs: logprobs?.answer ?? null,
        promptLogprobs: logprobs?.prompt ?? null,
        conditions: record?.conditions ?? unknownConditions,
        attempts: record?.attempts ?? [],
        reasoning: answer?.reasoning ?? null,
        spanName: row.span_name,
        metadata: metadata === null ? null : Metadata.parse(JSON.parse(metadata)),
      };
    },
  };
}
export type MonthReader = ReturnType<typeof createMonthReader>;
