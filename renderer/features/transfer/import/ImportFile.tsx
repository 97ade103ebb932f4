import { Button } from "../../../components/Button.tsx";
import { useImport } from "./importStore.ts";

/** The file: typed, or chosen. */
export function ImportFile() {
  const path = useImport((state) => state.path);
  const isRunning = useImport((state) => state.job?.state === "running");
  const { setPath, pick, look } = useImport.getState();
  return (
    <form
      className="import-path"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <input className="field is-mono" aria-label="File to import" placeholder="/data/traces.jsonl" spellCheck={false} disabled={isRunning} value={path} onChange={(event) => setPath(event.target.value)} />
      <Button type="submit" disabled={isRunning || path.trim() === ""}>
        Look
      </Button>
      <Button icon="folder" disabled={isRunning} onClick={() => void pick()}>
        Choose…
      </Button>
    </form>
  );
}
