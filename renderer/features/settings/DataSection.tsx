import { Button } from "../../components/Button.tsx";
import { CopyButton } from "../../components/CopyButton.tsx";
import { showInFolder } from "../../components/showInFolder.ts";
import { Bone } from "../../components/Skeleton.tsx";
import { SettingRow } from "./SettingRow.tsx";
import { useSettings } from "./settingsStore.ts";

/** Where everything lies. The folder is chosen at the start, not here. */
export function DataSection() {
  const folder = useSettings((state) => state.info?.dataFolder);
  return (
    <section className="setting-group">
      <h2>Data</h2>
      <SettingRow name="Data folder" note="Settings, models copied in, and the log of every interaction. Start with --data DIR, or set TAPEDECK_DATA, to use another one.">
        {folder ? (
          <>
            <code className="setting-path" title={folder}>
              {folder}
            </code>
            <CopyButton text={folder} what="data folder" />
            <Button small kind="ghost" icon="folder" aria-label="Show in folder" onClick={() => void showInFolder(folder)} />
          </>
        ) : (
          <Bone width="240px" />
        )}
      </SettingRow>
    </section>
  );
}
