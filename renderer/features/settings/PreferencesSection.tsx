import type { Settings } from "../../../shared/schemas/app.ts";
import { Segmented } from "../../components/Segmented.tsx";
import { Select } from "../../components/Select.tsx";
import { formatMoment, zoneName, zoneOffset } from "../../formatTime.ts";
import { gpuOptions } from "./gpuOptions.ts";
import { SettingRow } from "./SettingRow.tsx";
import { useSettings } from "./settingsStore.ts";

const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;
const zones = [
  { value: "local", label: "Local" },
  { value: "utc", label: "UTC" },
] as const;
const durabilities = [
  { value: "normal", label: "Normal" },
  { value: "full", label: "Full" },
] as const;

export function PreferencesSection() {
  const settings = useSettings((state) => state.settings);
  const zone = zoneName(settings.timeZone);
  const set = (change: Partial<Settings>) => void useSettings.getState().set(change);
  return (
    <section className="setting-group">
      <h2>Interface</h2>
      <SettingRow name="Theme" note="System follows the light or dark mode of this computer.">
        <Segmented label="Theme" value={settings.theme} options={themes} onChange={(theme) => set({ theme })} />
      </SettingRow>
      <SettingRow
        name="Times"
        note={
          <>
            {zone === "UTC" ? zone : `${zone}, ${zoneOffset(Date.now(), settings.timeZone)}`}: <span className="tabular">{formatMoment(Date.now(), settings.timeZone)}</span>. The exact UTC time stands behind each time.
          </>
        }
      >
        <Segmented label="Time zone" value={settings.timeZone} options={zones} onChange={(timeZone) => set({ timeZone })} />
      </SettingRow>
      <h2>Engine and log</h2>
      <SettingRow name="GPU" note="For models whose own setting is automatic; counts from their next load.">
        <Select label="GPU" value={settings.gpu} options={gpuOptions} onChange={(gpu) => set({ gpu: gpu as Settings["gpu"] })} />
      </SettingRow>
      <SettingRow name="Durability of the log" note={settings.durability === "full" ? "Full: every interaction is on the disk before its answer ends, so it survives a power loss. Writing is slower." : "Normal: interactions survive a crash of Tapedeck at any moment; a power loss can take the last second."}>
        <Segmented label="Durability" value={settings.durability} options={durabilities} onChange={(durability) => set({ durability })} />
      </SettingRow>
    </section>
  );
}
