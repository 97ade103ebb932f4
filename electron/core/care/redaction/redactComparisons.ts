import type { Comparison } from "../../../../shared/schemas/comparison.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Redactor } from "./createRedactor.ts";
import { redactRequest } from "./redactRequest.ts";

/** Comparisons are stored beside the log, and name what was asked in their job's title, too. What is sent to the models stays as it is. */
export function redactComparisons<S extends { add(comparison: Comparison): void }>(store: S, jobs: Jobs, redactor: () => Redactor): { store: S; jobs: Jobs } {
  return {
    store: {
      ...store,
      add(comparison: Comparison): void {
        const { isOff, session: open } = redactor();
        if (isOff) return store.add(comparison);
        const session = open();
        store.add({ ...comparison, inputs: comparison.inputs.map((input) => redactRequest(input, session)) });
      },
    },
    jobs: { ...jobs, start: (job, work) => jobs.start({ ...job, title: redactor().session().text(job.title) }, work) },
  };
}
