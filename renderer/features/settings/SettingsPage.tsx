import { FailureNotice, Notice } from "../../components/Notice.tsx";
import { Page } from "../../components/Page.tsx";
import { AboutSection } from "./AboutSection.tsx";
import { AuditSection } from "./care/AuditSection.tsx";
import { BackupSection } from "./care/BackupSection.tsx";
import { RedactionSection } from "./care/RedactionSection.tsx";
import { RetentionSection } from "./care/RetentionSection.tsx";
import { StorageSection } from "./care/StorageSection.tsx";
import { useCare } from "./care/useCare.ts";
import { DataSection } from "./DataSection.tsx";
import { DoctorSection } from "./DoctorSection.tsx";
import { PreferencesSection } from "./PreferencesSection.tsx";
import { useSettings } from "./settingsStore.ts";
import { WatchFolders } from "./WatchFolders.tsx";

/** Choices for the whole app, where its data lies, what is kept of the log, and whether the machine is well. */
export function SettingsPage() {
  const info = useSettings((state) => state.info);
  const failure = useSettings((state) => state.failure);
  useCare();
  return (
    <Page name="settings" title="Settings">
      <div className="settings-page" tabIndex={0} role="region" aria-label="Settings">
        {failure && <FailureNotice title="The settings could not be read or saved" failure={failure} />}
        {info?.notices.map(({ title, body }) => (
          <Notice key={title + body} tone="warn" title={title} body={body} />
        ))}
        <PreferencesSection />
        <WatchFolders />
        <DataSection />
        <StorageSection />
        <RetentionSection />
        <RedactionSection />
        <BackupSection />
        <AuditSection />
        <DoctorSection />
        <AboutSection />
      </div>
    </Page>
  );
}
