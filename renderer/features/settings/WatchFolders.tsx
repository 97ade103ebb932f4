import { useState } from "react";
import { Button } from "../../components/Button.tsx";
import { SettingRow } from "./SettingRow.tsx";
import { useSettings } from "./settingsStore.ts";

/** Folders whose new GGUF files come into the library by themselves. */
export function WatchFolders() {
  const folders = useSettings((state) => state.settings.watchFolders);
  const [path, setPath] = useState("");
  const set = (watchFolders: string[]) => void useSettings.getState().set({ watchFolders });
  const add = () => {
    const next = path.trim();
    if (!next || folders.includes(next)) return;
    set([...folders, next]);
    setPath("");
  };
  return (
    <section className="setting-group">
      <h2>Model library</h2>
      <SettingRow name="Watched folders" note="New GGUF files in these folders of the core's computer come into the library by themselves. They are only read, and stay where they are.">
        <form
          className="btn-row"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <input className="field is-mono watch-field" aria-label="Folder to watch" placeholder="/models" spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />
          <Button type="submit" disabled={!path.trim()}>
            Watch
          </Button>
        </form>
      </SettingRow>
      {folders.length > 0 && (
        <ul className="watch-list" aria-label="Watched folders">
          {folders.map((folder) => (
            <li key={folder}>
              <code className="clip" title={folder}>{folder}</code>
              <Button small kind="ghost" icon="close" aria-label={`Stop watching ${folder}`} onClick={() => set(folders.filter((each) => each !== folder))} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
