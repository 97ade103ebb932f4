import { useState, type DragEvent, type ReactNode } from "react";
import { Icon } from "../../../components/Icon.tsx";

/** Takes files that are dropped anywhere on the page. */
export function DropTarget({ onFiles, children }: { onFiles(files: File[]): void; children: ReactNode }) {
  // Entering a child leaves its parent: only the balance tells whether the pointer is still over the page.
  const [depth, setDepth] = useState(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div className="drop-target" onDragEnter={(event) => hasFiles(event) && setDepth((before) => before + 1)} onDragLeave={(event) => hasFiles(event) && setDepth((before) => Math.max(0, before - 1))} onDragOver={(event) => hasFiles(event) && event.preventDefault()} onDrop={drop}>
      {children}
      {depth > 0 && (
        <div className="drop-veil">
          <Icon name="upload" /> Drop to import
        </div>
      )}
    </div>
  );
}
