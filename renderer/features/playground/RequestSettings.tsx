import { usePlayground } from "./playgroundStore.ts";
import { ResponseSection } from "./ResponseSection.tsx";
import { SamplingSection } from "./SamplingSection.tsx";

/** What goes with every message: the system prompt and the sampling. */
export function RequestSettings() {
  const { system, sampling } = usePlayground((state) => state.setup);
  const { change } = usePlayground.getState();
  return (
    <aside className="pane settings" aria-label="Request settings">
      <section>
        <div className="section-head">
          <h2>
            <label htmlFor="system-prompt">System prompt</label>
          </h2>
        </div>
        <textarea id="system-prompt" className="field is-mono system-prompt" rows={4} placeholder="None" value={system} onChange={(event) => change({ system: event.target.value })} spellCheck={false} />
      </section>
      <ResponseSection />
      <SamplingSection sampling={sampling} onChange={(next) => change({ sampling: next })} />
    </aside>
  );
}
