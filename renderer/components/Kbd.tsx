import { Fragment } from "react";

const words: Record<string, string> = { mod: "Ctrl", arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→", escape: "Esc", enter: "Enter", " ": "Space", space: "Space", shift: "Shift" };
const isMac = typeof navigator !== "undefined" && navigator.platform.startsWith("Mac");

/** A key as people read it: `mod+k` is `Ctrl K`, on a Mac `⌘ K`. */
export function keyWords(key: string): string {
  return key
    .split("+")
    .map((part) => (part === "mod" && isMac ? "⌘" : (words[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part))))
    .join(" ");
}

export function Kbd({ of }: { of: string }) {
  return <kbd className="kbd">{keyWords(of)}</kbd>;
}

/** The line at the foot of a list: keys and what they do. */
export function KeyBar({ keys }: { keys: { keys: string[]; label: string }[] }) {
  return (
    <div className="keybar keys">
      {keys.map((each) => (
        <span key={each.label}>
          {each.keys.map((key) => (
            <Fragment key={key}>
              <Kbd of={key} />
            </Fragment>
          ))}{" "}
          {each.label}
        </span>
      ))}
    </div>
  );
}
