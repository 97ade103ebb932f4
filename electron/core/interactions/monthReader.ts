import type { Database } from "better-sqlite3";
import { z } from "zod";
import { RunRequest } from "../../../shared/schemas/chat.ts";
import { Attempt, Conditions, unknownConditions, type Interaction } from "../../../shared/schemas/interaction.ts";
import { decodeJson, type Body } from "./body.ts";
import { summaryOf, type InteractionRow } from "./rows.ts";
import { inputOf } from "./texts.ts";
import type { SqlPart } from "./filterSql.ts";

const Answer = z.object({ output: z.string(), tokens: z.array(z.int()).nullable(), ends: z.array(z.int()).nullable() });
const Prompt = z.object({ text: z.string(), tokens: z.array(z.int()).nullable() });
const Record = z.object({ conditions: Conditions, attempts: z.array(Attempt) });

/** Rows of one month that a list asks for: newest first, below `before`. */
export const listSql = (where: string): string => `SELECT * FROM interactions WHERE id < @before AND (${where}) ORDER BY id DESC LIMIT @limit`;

/** The queries of one month of the log. */
export function createMonthReader(db: Database) {
  const byPrefix = db.prepare<{ from: string; to: string }, InteractionRow>("SELECT * FROM interactions WHERE id >= @from AND id < @to ORDER BY id LIMIT 2");
  const replays = db.prepare<[string], InteractionRow>("SELECT * FROM interactions WHERE replay_of = ? ORDER BY id DESC");
  const bodies = db.prepare<[number], Body & { kind: string }>("SELECT kind, encoding, data FROM bodies WHERE interaction = ?");

  return {
    /** Up to two rows whose id starts with `prefix`. */
    starting: (prefix: string): InteractionRow[] => byPrefix.all({ from: prefix, to: `${prefix}\u{10ffff}` }),
    replaysOf: (id: string): InteractionRow[] => replays.all(id),
    list: ({ sql, values }: SqlPart, before: string, limit: number): InteractionRow[] => db.prepare<[object], InteractionRow>(listSql(sql)).all({ ...values, before, limit }),
    count: ({ sql, values }: SqlPart): number => db.prepare<[object], number>(`SELECT count(*) FROM interactions WHERE ${sql}`).pluck().get(values)!,

    whole(row: InteractionRow): Interaction {
      const bodyOf = new Map(bodies.all(row.key).map((body) => [body.kind, body]));
      const parsed = <T>(kind: string, schema: z.ZodType<T>): T | null => {
        const body = bodyOf.get(kind);
        return body ? schema.parse(decodeJson(body)) : null;
      };
      const request = parsed("request", RunRequest)!;
      const answer = parsed("answer", Answer);
      const prompt = parsed("prompt", Prompt);
      const record = parsed("record", Record);
      return {
        ...summaryOf(row),
        input: inputOf(request.messages),
        output: answer?.output ?? row.output,
        request,
        prompt: prompt?.text ?? null,
        promptTokens: prompt?.tokens ?? null,
        outputTokens: answer?.tokens ?? null,
        outputTokenEnds: answer?.ends ?? null,
        conditions: record?.conditions ?? unknownConditions,
        attempts: record?.attempts ?? [],
      };
    },
  };
}
export type MonthReader = ReturnType<typeof createMonthReader>;
