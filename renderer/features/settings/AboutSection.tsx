import { CopyButton } from "../../components/CopyButton.tsx";
import { Time } from "../../components/Time.tsx";
import { useSettings } from "./settingsStore.ts";

/** Versions and the core's process, as a report needs them. */
export function AboutSection() {
  const info = useSettings((state) => state.info);
  if (!info) return null;
  const facts: [string, string][] = [
    ["Tapedeck", info.version],
    ["Engine", info.engine],
    ["Node", info.node],
    ["Platform", `${info.platform}, ${info.cores} cores`],
    ["Core's process", String(info.pid)],
  ];
  return (
    <section className="setting-group">
      <h2>
        About
        <span className="spacer" />
        <CopyButton text={() => facts.map(([name, value]) => `${name}: ${value}`).join("\n")} what="versions">
          Copy
        </CopyButton>
      </h2>
      <dl className="facts tabular">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <dt>Started</dt>
        <dd>
          <Time at={info.startedAt} />
        </dd>
      </dl>
    </section>
  );
}
