import { Page } from "../../components/Page.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { useSettings } from "./settingsStore.ts";

export function SettingsPage() {
  const { settings, set } = useSettings();
  return (
    <Page name="settings" title="Settings">
      <Segmented label="Theme" value={settings.theme} options={[{ value: "system", label: "System" }, { value: "light", label: "Light" }, { value: "dark", label: "Dark" }]} onChange={(theme) => void set({ theme })} />
    </Page>
  );
}
