import { useState } from "react";
import { Button } from "../../../components/Button.tsx";
import { Icon } from "../../../components/Icon.tsx";
import { bringIn } from "./bringIn.ts";
import { focusSelectedRow } from "../list/focusSelectedRow.ts";
import { fileName } from "../library.ts";
import { useModels } from "../modelsStore.ts";

/** Import by path, and the word that files can be dropped. */
export function ImportLine({ onImported }: { onImported(id: string): void }) {
  const [path, setPath] = useState("");
  const importing = useModels((state) => state.importing);
  const submit = async () => {
    await bringIn([path.trim()], onImported);
    if (useModels.getState().refused.length > 0) return;
    setPath("");
    // The next key belongs to the new model: L loads it.
    requestAnimationFrame(focusSelectedRow);
  };
  return (
    <form
      className="drop-hint"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim()) void submit();
      }}
    >
      <p>
        <Icon name={importing.length > 0 ? "running" : "upload"} turning={importing.length > 0} />
        {importing.length > 0 ? `Reading the header of ${fileName(importing[0]!)}` : "Drop GGUF files anywhere on this page, or type a path. Tapedeck reads the header before it loads anything."}
      </p>
      <div className="drop-path">
        <input className="field is-mono" aria-label="Path of a GGUF file" placeholder="/models/support.Q4_K_M.gguf" value={path} spellCheck={false} onChange={(event) => setPath(event.target.value)} />
        <Button type="submit" disabled={!path.trim() || importing.length > 0}>
          Import
        </Button>
      </div>
    </form>
  );
}
