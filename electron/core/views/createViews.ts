import type { Database } from "better-sqlite3";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import { parseFilter } from "../../../shared/filter/parseFilter.ts";
import { createChanges } from "../../../shared/rpc/changes.ts";
import { FoundOrder, TextPart } from "../../../shared/schemas/finding.ts";
import type { SavedView, SaveView } from "../../../shared/schemas/view.ts";

const maxViews = 200;

type Row = { id: string; name: string; filter: string; text: string; text_in: string | null; sort: string; columns: string; created_at: number; changed_at: number };
const Columns = z.array(z.string());

const viewOf = (row: Row): SavedView => ({
  id: row.id, name: row.name, filter: row.filter, text: row.text, textIn: row.text_in === null ? null : TextPart.parse(row.text_in), order: FoundOrder.parse(row.sort),
  columns: Columns.parse(JSON.parse(row.columns)), createdAt: row.created_at, changedAt: row.changed_at,
});

/** Saved views of the list of interactions, by name, in `tapedeck.sqlite`. */
export function createViews({ db, now }: { db: Database; now: () => number }) {
  const all = db.prepare<[], Row>("SELECT * FROM views ORDER BY name, id");
  const named = db.prepare<[string], string>("SELECT id FROM views WHERE name = ?").pluck();
  const count = db.prepare<[], number>("SELECT count(*) FROM views").pluck();
  const put = db.prepare<[object], Row>(`
    INSERT INTO views (id, name, filter, text, text_in, sort, columns, created_at, changed_at) VALUES (@id, @name, @filter, @text, @textIn, @order, @columns, @now, @now)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, filter = excluded.filter, text = excluded.text, text_in = excluded.text_in, sort = excluded.sort, columns = excluded.columns, changed_at = excluded.changed_at
    RETURNING *`);
  const drop = db.prepare("DELETE FROM views WHERE id = ?");
  const isThere = db.prepare<[string], number>("SELECT count(*) FROM views WHERE id = ?").pluck();
  const changes = createChanges();
  const list = () => all.all().map(viewOf);

  return {
    list,
    async *watch(_request: object, signal: AbortSignal): AsyncGenerator<SavedView[]> {
      for await (const _ of changes.each(signal)) yield list();
    },
    /** Throws `bad-filter` for a filter that can't be read, `bad-request` for another view's name, `not-found`, `too-large` for one view too many. */
    save({ id, ...view }: SaveView): SavedView {
      if (view.filter.trim() !== "") parseFilter(view.filter);
      const other = named.get(view.name);
      if (other !== undefined && other !== id) throw new AppError("bad-request", `There is a view called “${view.name}” already.`, { fix: "Give it another name, or change that view." });
      if (id !== undefined && isThere.get(id) === 0) throw notFound(id);
      if (id === undefined && count.get()! >= maxViews) throw new AppError("too-large", `There are ${maxViews} saved views, which is the most that are kept.`, { fix: "Remove one that nobody needs." });
      const saved = viewOf(put.get({ ...view, columns: JSON.stringify(view.columns), id: id ?? `view_${randomUUID()}`, now: now() })!);
      changes.notify();
      return saved;
    },
    /** Throws `not-found`. */
    remove({ id }: { id: string }): Record<string, never> {
      if (drop.run(id).changes === 0) throw notFound(id);
      changes.notify();
      return {};
    },
  };
}

const notFound = (id: string) => new AppError("not-found", `There is no saved view ${id}.`, { fix: "It may have been removed; open the list of views." });
