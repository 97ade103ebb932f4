import { useShallow } from "zustand/react/shallow";
import { AppDialog } from "../../../components/AppDialog.tsx";
import { Button } from "../../../components/Button.tsx";
import { Segmented } from "../../../components/Segmented.tsx";
import { formatNoun } from "../../../format.ts";
import { ExportFoot } from "./ExportFoot.tsx";
import { exportFormats, formatOf } from "./exportFormats.ts";
import { ExportResult } from "./ExportResult.tsx";
import { ExportSampleView } from "./ExportSampleView.tsx";
import { useExport } from "./exportStore.ts";

/** Interactions as a data set: what as, where to, how it looks. */
export function ExportDialog() {
  const narrowing = useExport((state) => state.narrowing);
  const total = useExport((state) => state.total);
  const words = narrowing && [narrowing.text && `“${narrowing.text}”`, narrowing.filter].filter(Boolean).join(", ");
  const body = `${total === null ? "Interactions" : formatNoun(total, "interaction")}${words ? `: ${words}` : " in all"}.`;
  return (
    <AppDialog title="Export interactions" body={body} isOpen={narrowing !== null} onClose={useExport.getState().close} foot={<ExportFoot />} size="huge">
      <ExportBody />
    </AppDialog>
  );
}

function ExportBody() {
  const { format, order, raw, path } = useExport(useShallow(({ format, order, raw, path }) => ({ format, order, raw, path })));
  const { choose, setPath, pickPath, start } = useExport.getState();
  return (
    <div className="export-body">
      <fieldset className="export-formats">
        <legend>Format</legend>
        {exportFormats.map((each) => (
          <label key={each.format}>
            <input type="radio" name="format" value={each.format} checked={each.format === format} onChange={() => choose({ format: each.format })} />
            {each.name}
          </label>
        ))}
      </fieldset>
      <div className="export-choice">
        <p>{formatOf(format).purpose}</p>
        <div className="export-options">
          <Segmented label="Order" value={order} options={[{ value: "oldest", label: "Oldest first" }, { value: "newest", label: "Newest first" }]} onChange={(next) => choose({ order: next })} />
          {format === "csv" && (
            <label>
              <input type="checkbox" checked={raw} onChange={() => choose({ raw: !raw })} /> Cells as they are, also where a spreadsheet would run them
            </label>
          )}
        </div>
        <ExportSampleView />
        <ExportResult />
        <form
          className="export-path"
          onSubmit={(event) => {
            event.preventDefault();
            void start();
          }}
        >
          <input className="field is-mono" aria-label={format === "parquet" ? "Folder to write" : "File to write"} spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />
          <Button icon="folder" onClick={() => void pickPath()}>
            Save as…
          </Button>
        </form>
      </div>
    </div>
  );
}
