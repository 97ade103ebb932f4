import type { z } from "zod";
import type { Finding } from "../../../../shared/schemas/model.ts";
import { Icon } from "../../../components/Icon.tsx";

const tones = { info: { icon: "info", word: "Information" }, caution: { icon: "warn", word: "Caution" }, danger: { icon: "error", word: "Danger" } } as const;

/** What the check of a file found, each with its reason. */
export function FindingList({ findings, good }: { findings: readonly z.infer<typeof Finding>[]; /** What was checked and is well. */ good?: string }) {
  return (
    <ul className="findings-list">
      {findings.map(({ severity, what, why }) => (
        <li key={what + why} className={`is-${severity}`}>
          <Icon name={tones[severity].icon} />
          <div>
            <b>
              <span className="visually-hidden">{tones[severity].word}: </span>
              {what}
            </b>
            <p>{why}</p>
          </div>
        </li>
      ))}
      {good && (
        <li className="is-good">
          <Icon name="ok" />
          <div>{good}</div>
        </li>
      )}
    </ul>
  );
}
