import type { ImportFormat } from "../../../../shared/schemas/transfer.ts";
import { Notice } from "../../../components/Notice.tsx";
import { Segmented } from "../../../components/Segmented.tsx";
import { Select } from "../../../components/Select.tsx";
import { formatBytes, formatCount, formatNoun } from "../../../format.ts";
import { importFormatName, importFormats } from "./importFormats.ts";
import { useImport } from "./importStore.ts";

const formatOptions = importFormats.map(({ format, name }) => ({ value: format, label: name }));

/** What the file was found to be and why; another format; the zone of times that name none. */
export function ImportChoices() {
  const preview = useImport((state) => state.preview);
  const format = useImport((state) => state.format);
  const timeZone = useImport((state) => state.timeZone);
  const { choose } = useImport.getState();
  if (!preview) return null;
  const { records, sizeBytes, why, zone } = preview;
  return (
    <>
      <p className="import-found">
        <b>{importFormatName(preview.format)}</b> {why} {records.isEstimate ? `About ${formatNoun(records.count, "record")}` : formatNoun(records.count, "record")} in {formatBytes(sizeBytes)}.
      </p>
      <div className="import-choices">
        <Select label="Format" value={format} options={formatOptions} onChange={(next) => void choose({ format: next as ImportFormat | "auto" })} />
        {zone && <Segmented label="Zone of times that name none" value={timeZone} options={[{ value: "utc", label: "UTC" }, { value: "local", label: "Local time" }]} onChange={(next) => void choose({ timeZone: next })} />}
      </div>
      {zone && <Notice tone="warn" line title="No time zone." body={`${formatCount(zone.timesWithoutZone)} of the times that were seen name none; they are taken as ${timeZone === "utc" ? "UTC" : "local time"} and marked.`} />}
    </>
  );
}
