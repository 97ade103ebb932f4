import { Kbd } from "../../components/Kbd.tsx";

/** The keys of the palette itself. */
export function PaletteFoot() {
  return (
    <div className="palette-foot keys">
      <span>
        <Kbd of="ArrowUp" />
        <Kbd of="ArrowDown" /> move
      </span>
      <span>
        <Kbd of="Enter" /> run
      </span>
      <span className="spacer" />
      <span>
        <kbd className="kbd">&gt;</kbd> only pages
      </span>
      <span>
        <kbd className="kbd">#</kbd> only ids
      </span>
    </div>
  );
}
