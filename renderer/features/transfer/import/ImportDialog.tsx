import { AppDialog } from "../../../components/AppDialog.tsx";
import { ColumnMapper } from "./ColumnMapper.tsx";
import { ImportChoices } from "./ImportChoices.tsx";
import { ImportFile } from "./ImportFile.tsx";
import { ImportFoot } from "./ImportFoot.tsx";
import { ImportResult } from "./ImportResult.tsx";
import { useImport } from "./importStore.ts";
import { PreviewTable } from "./PreviewTable.tsx";

/** Interactions from a file: which, what it is, how it will look, what came in. */
export function ImportDialog() {
  const isOpen = useImport((state) => state.isOpen);
  const isOver = useImport((state) => state.imported !== null);
  return (
    <AppDialog title="Import interactions" body="From Tapedeck, OpenAI, Langfuse, Phoenix, LangSmith, ShareGPT, OpenTelemetry, ChatGPT, Open WebUI, or a table. What is there already is not imported twice." isOpen={isOpen} onClose={useImport.getState().close} foot={<ImportFoot />} size="huge">
      <div className="import-body">
        <ImportFile />
        <ImportResult />
        {!isOver && (
          <>
            <ImportChoices />
            <ColumnMapper />
            <PreviewTable />
          </>
        )}
      </div>
    </AppDialog>
  );
}
