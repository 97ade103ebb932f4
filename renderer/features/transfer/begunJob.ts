import type { Job } from "../../../shared/schemas/job.ts";

/** A job as it is shown until the first word of it comes. */
export const begunJob = (kind: "import" | "export", id: string): Job => ({ id, kind, title: kind === "import" ? "Import" : "Export", subject: null, state: "running", progress: null, startedAt: 0, endedAt: null, error: null });
