import type { AuditVia } from "../../../../shared/schemas/audit.ts";
import type { RemoveAnswer, RemoveRequest } from "../../../../shared/schemas/retention.ts";
import type { InteractionLog } from "../../interactions/interactionLog.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Audit } from "../audit/createAudit.ts";
import type { OneAtATime } from "../oneAtATime.ts";
import type { RedactionSetting } from "../redaction/createRedaction.ts";
import { startAlone } from "../startAlone.ts";
import { removeSlowly } from "./removeSlowly.ts";

const idsAtOnce = 500;

type Parts = { log: Pick<InteractionLog, "list" | "count" | "remove">; jobs: Jobs; turns: OneAtATime; audit: Audit; redaction: Pick<RedactionSetting, "redactor"> };

/** Takes away what a person chose, by ids or by a filter. What is being answered now stays. */
export function createRemovals({ log, jobs, turns, audit, redaction }: Parts) {
  /** Newest first; a page is read when the one before is gone. */
  async function* pages({ ids, filter, text }: RemoveRequest, signal: AbortSignal): AsyncGenerator<string[]> {
    if (ids) {
      for (let from = 0; from < ids.length; from += idsAtOnce) yield ids.slice(from, from + idsAtOnce);
      return;
    }
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await log.list({ filter, text, cursor, limit: idsAtOnce, order: "newest" }, signal);
      if (items.length > 0) yield items.map(({ id }) => id);
      if (next === null) return;
      cursor = next;
    }
  }

  /** In the list of deeds no words of a filter stand that are taken out of the log itself. */
  const named = ({ filter, text }: RemoveRequest): string | undefined => [filter, text && `text ${JSON.stringify(text)}`].filter(Boolean).map((part) => redaction.redactor().session().text(part!)).join("; ") || undefined;

  return {
    /** Throws `bad-filter` and `busy`. */
    async remove(request: RemoveRequest, via: AuditVia, signal: AbortSignal): Promise<RemoveAnswer> {
      const { ids, filter, text } = request;
      const interactions = ids ? new Set(ids).size : (await log.count({ filter, text }, signal)).total;
      if (request.isDryRun || interactions === 0) return { interactions, jobId: null };
      const job = startAlone({ jobs, turns }, "A removal", { kind: "remove", title: interactions === 1 ? "Remove 1 interaction" : `Remove ${interactions} interactions`, subject: null }, async (jobSignal, report) => {
        const asked = named(request);
        // First, so that it stands there also where core is killed meanwhile.
        audit.add({ via, action: "remove", details: { ...(asked !== undefined && { filter: asked }), ...(ids && { ids }), note: `begun with ${interactions} to go` } });
        const removed: string[] = [];
        let count = 0;
        try {
          for await (const page of pages(request, jobSignal)) {
            for await (const gone of removeSlowly(log, page, jobSignal)) {
              count += gone.length;
              if (removed.length < 100) removed.push(...gone);
              report({ done: count, total: Math.max(count, interactions), unit: "interactions" });
            }
          }
        } finally {
          audit.add({ via, action: "remove", interactions: count, details: { ids: removed, ...(asked !== undefined && { filter: asked }), ...(jobSignal.aborted && { note: "cancelled" }) } });
        }
      });
      return { interactions, jobId: job.id };
    },
  };
}
