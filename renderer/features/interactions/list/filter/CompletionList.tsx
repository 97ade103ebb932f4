import { useEffect } from "react";
import { formatCount } from "../../../../format.ts";
import { useCompletion } from "./completionStore.ts";

/** What may come next in a filter, below its text. */
export function CompletionList({ id, onPick }: { id: string; onPick(index: number): void }) {
  const options = useCompletion((state) => state.options);
  const active = useCompletion((state) => state.active);
  useEffect(() => {
    // Newer browsers give a promise, which is no clean-up.
    void document.getElementById(`${id}-option-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  return (
    <ul className="floating menu completion" id={`${id}-options`} role="listbox" aria-label="Completions">
      {options.map(({ label, note, count }, index) => (
        <li
          key={label}
          id={`${id}-option-${index}`}
          role="option"
          aria-selected={index === active}
          className="menu-item"
          data-highlighted={index === active ? "" : undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(index);
          }}
        >
          <code className="clip">{label}</code>
          {(note || count !== null) && <span className="menu-note">{note ?? formatCount(count)}</span>}
        </li>
      ))}
    </ul>
  );
}
