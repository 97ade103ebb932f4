import type { FileSize, SizePart } from "../../../../shared/schemas/sizes.ts";
import { Button } from "../../../components/Button.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { formatBytes } from "../../../format.ts";
import { SizeBar } from "./SizeBar.tsx";
import { partNames } from "./partNames.ts";
import { useStorage } from "./storageStore.ts";

/** What takes space in the data folder. */
export function StorageSection() {
  const sizes = useStorage((state) => state.sizes);
  const isMeasuring = useStorage((state) => state.isMeasuring);
  return (
    <section className="setting-group" aria-label="Storage">
      <h2>
        Storage
        <span className="spacer" />
        <Button small icon={isMeasuring ? "running" : "replay"} disabled={isMeasuring} onClick={() => void useStorage.getState().measure()}>
          {isMeasuring ? "Measuring" : sizes ? "Measure again" : "Measure"}
        </Button>
      </h2>
      {sizes && (
        <>
          <p className="setting-empty">
            Databases {formatBytes(sizes.totalBytes)}, models and everything else {formatBytes(sizes.otherBytes)}, free on the disk {formatBytes(sizes.freeDiskBytes)}.
          </p>
          <SizeBar parts={sumOf(sizes.files)} />
          {sizes.files.map(({ path, walCause }) => walCause && <Notice key={path} tone="warn" title={`${path}-wal is large`} body={walCause} />)}
          <table className="table care-table" aria-label="Files">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col" className="num">Size</th>
                <th scope="col" className="num">Write-ahead log</th>
                <th scope="col">What takes it</th>
              </tr>
            </thead>
            <tbody>
              {sizes.files.map((file) => (
                <tr key={file.path}>
                  <td>{file.path}</td>
                  <td className="num tabular">{formatBytes(file.sizeBytes)}</td>
                  <td className="num tabular">{formatBytes(file.walBytes)}</td>
                  <td className="fill">{whatTakes(file)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

/** The three largest, as words. */
function whatTakes({ parts, isEstimate }: FileSize): string {
  const largest = parts.slice(0, 3).map(({ part, bytes }) => `${partNames[part]} ${formatBytes(bytes)}`);
  return `${isEstimate ? "about " : ""}${largest.join(", ")}`;
}

function sumOf(files: readonly FileSize[]): { part: SizePart; bytes: number }[] {
  const all = new Map<SizePart, number>();
  for (const { parts } of files) for (const { part, bytes } of parts) all.set(part, (all.get(part) ?? 0) + bytes);
  return [...all].map(([part, bytes]) => ({ part, bytes })).sort((a, b) => b.bytes - a.bytes);
}
