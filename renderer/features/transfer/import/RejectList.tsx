import type { Reject } from "../../../../shared/schemas/transfer.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { formatCount } from "../../../format.ts";

/** Records that were not taken in, each by its line and why. */
export function RejectList({ title, rejects }: { title: string; rejects: readonly Reject[] }) {
  return (
    <section className="import-rejects" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <CopyButton text={rejects.map(({ line, reason }) => `${line}\t${reason}`).join("\n")} what="list">
          Copy list
        </CopyButton>
      </header>
      <ul tabIndex={0} aria-label={title}>
        {rejects.map(({ line, reason }, index) => (
          <li key={index}>
            <span className="tabular">{formatCount(line)}</span> {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
