import { useState } from "react";
import { Button } from "../../../../components/Button.tsx";
import { copyText } from "../../../../components/CopyButton.tsx";
import { formatCount } from "../../../../format.ts";
import { usePageKeys } from "../../../../pageKeys.ts";
import { compareInteractions } from "../../interactionActions.ts";
import { useExport } from "../../../transfer/export/exportStore.ts";
import { useInteractions } from "../interactionsStore.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { TagDialog } from "./TagDialog.tsx";

/** A filter that names ids may be so long. */
const mostExported = 380;

/** What can be done with the marked interactions, over the foot of the list while there are some. */
export function MarkBar() {
  const marked = useInteractions((state) => state.marked);
  const { clearMarks } = useInteractions.getState();
  const [asking, setAsking] = useState<"tag" | "remove" | null>(null);
  const copyIds = () => void copyText([...marked].join("\n"), marked.size === 1 ? "id" : `${formatCount(marked.size)} ids`);
  const canExport = marked.size <= mostExported;
  const exportMarked = () => void useExport.getState().open({ filter: `id in (${[...marked].join(", ")})` });
  usePageKeys(
    marked.size === 0
      ? []
      : [
          { key: "shift+y", label: "Copy the ids of the marked interactions", icon: "copy", run: copyIds },
          ...(canExport ? [{ key: "shift+e", label: "Export the marked interactions…", icon: "download" as const, run: exportMarked }] : []),
          { key: "Delete", label: "Delete the marked interactions…", icon: "trash", run: () => setAsking("remove") },
          { key: "t", label: "Tag the marked interactions…", icon: "tag", run: () => setAsking("tag") },
          { key: "shift+Escape", label: "Unmark all", icon: "close", run: clearMarks },
        ],
  );
  if (marked.size === 0) return null;
  return (
    <div className="mark-bar" role="toolbar" aria-label="Marked interactions">
      <b className="tabular">{formatCount(marked.size)} marked</b>
      <Button small icon="compare" hotkey="c" onClick={() => compareInteractions(marked)}>
        Compare
      </Button>
      <Button small icon="tag" hotkey="t" onClick={() => setAsking("tag")}>
        Tag…
      </Button>
      <Button small icon="copy" hotkey="shift+y" onClick={copyIds}>
        Copy ids
      </Button>
      <Button small icon="download" hotkey="shift+e" disabled={!canExport} title={canExport ? undefined : `Up to ${formatCount(mostExported)} marked ones; more are exported by a filter.`} onClick={exportMarked}>
        Export…
      </Button>
      <Button small icon="trash" kind="danger" hotkey="Delete" onClick={() => setAsking("remove")}>
        Delete…
      </Button>
      <Button small kind="ghost" icon="close" aria-label="Unmark all" onClick={clearMarks} />
      {asking === "remove" && <RemoveDialog ids={[...marked]} onClose={() => setAsking(null)} />}
      {asking === "tag" && <TagDialog ids={[...marked]} onClose={() => setAsking(null)} />}
    </div>
  );
}
