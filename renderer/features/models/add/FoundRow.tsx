import type { FoundFile } from "../../../../shared/schemas/model.ts";
import { Measure } from "../../../components/Measure.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { formatBytes } from "../../../format.ts";
import { canImport, placeWords } from "./foundFiles.ts";

/** One file that the scan saw: what it is, where it lies, and whether it can come in. */
export function FoundRow({ file, isMarked, onToggle }: { file: FoundFile; isMarked: boolean; onToggle(): void }) {
  return (
    <tr>
      <td>
        <input type="checkbox" aria-label={`Import ${file.name}`} checked={isMarked} disabled={!canImport(file)} onChange={onToggle} />
      </td>
      <td className="fill" title={file.path}>
        {file.name}
        <div className="mono faint clip found-path">{file.path}</div>
      </td>
      <td>{placeWords[file.place]}</td>
      <td>{[file.quantization, file.kind === "adapter" && "LoRA", file.kind === "projector" && "projector"].filter(Boolean).join(", ")}</td>
      <td className="num">
        <Measure text={formatBytes(file.sizeBytes)} />
      </td>
      <td title={file.problem ?? undefined}>{file.problem ? <StatusMark status="warn" word={file.problem} /> : file.modelId === null ? "new" : <StatusMark status="ok" word="in the library" />}</td>
    </tr>
  );
}
