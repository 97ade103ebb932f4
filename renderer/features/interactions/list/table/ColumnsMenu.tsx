import { Popover } from "radix-ui";
import { useState, type KeyboardEvent } from "react";
import { useShallow } from "zustand/react/shallow";
import { Button } from "../../../../components/Button.tsx";
import { usePageKeys } from "../../../../pageKeys.ts";
import { columnOf, columns } from "./columns.tsx";
import { useColumns } from "./columnsStore.ts";

const widthStepPx = 16;

/** Which columns the list shows, in which order and how wide; `metadata.KEY` by its key. */
export function ColumnsMenu() {
  const { shown, widths } = useColumns(useShallow(({ shown, widths }) => ({ shown, widths })));
  const { toggle, shift, setWidth, reset } = useColumns.getState();
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState("");
  usePageKeys([{ key: "shift+c", label: "Choose columns", icon: "columns", run: () => setOpen(true) }]);
  const others = columns.filter(({ id }) => !shown.includes(id));
  const onArrows = (event: KeyboardEvent, id: string) => {
    const [x, y] = [event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0, event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0];
    if (!event.altKey || (x === 0 && y === 0)) return;
    event.preventDefault();
    if (y !== 0) shift(id, y as 1 | -1);
    else setWidth(id, (widths[id] ?? columnOf(id)?.widthPx ?? 240) + x * widthStepPx);
  };
  const line = (id: string, label: string, isShown: boolean) => (
    <li key={id}>
      <label>
        <input type="checkbox" checked={isShown} disabled={isShown && shown.length === 1} onChange={() => toggle(id)} onKeyDown={(event) => isShown && onArrows(event, id)} />
        <span className="clip">{label}</span>
      </label>
      {isShown && (
        <>
          <Button small kind="ghost" icon="up" aria-label={`${label} further left`} disabled={shown[0] === id} onClick={() => shift(id, -1)} />
          <Button small kind="ghost" icon="down" aria-label={`${label} further right`} disabled={shown.at(-1) === id} onClick={() => shift(id, 1)} />
        </>
      )}
    </li>
  );
  const add = () => {
    const id = `metadata.${key.trim().replace(/^metadata\./, "")}`;
    if (columnOf(id) && !shown.includes(id)) toggle(id);
    setKey("");
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button icon="columns" aria-label="Columns" title="Choose columns" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="floating columns-menu" align="end" sideOffset={4} aria-label="Columns">
          <p className="faint small">Alt with ↑ ↓ moves a column, with ← → sets its width. A width can be dragged in the head, too.</p>
          <ul aria-label="Shown columns">{shown.map((id) => line(id, id.startsWith("metadata.") ? id : (columnOf(id)?.label ?? id), true))}</ul>
          <ul aria-label="Further columns">{others.map(({ id, label }) => line(id, label, false))}</ul>
          <form
            className="columns-key"
            onSubmit={(event) => {
              event.preventDefault();
              add();
            }}
          >
            <input className="field" aria-label="Key of the metadata" placeholder="metadata key" value={key} onChange={(event) => setKey(event.target.value)} spellCheck={false} />
            <Button small type="submit" disabled={key.trim() === ""}>
              Add
            </Button>
          </form>
          <Button small kind="ghost" onClick={reset}>
            As at first
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
