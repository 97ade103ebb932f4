import { useState, type DragEvent, type ReactNode } from "react";
import { toast } from "sonner";
import { shell } from "../../api.ts";
import { Icon } from "../../components/Icon.tsx";

/** Takes files that are dropped anywhere on the page. A browser does not tell their paths: then `onNoPath` lets one choose them. */
export function DropTarget({ onPaths, onNoPath, children }: { onPaths(paths: string[]): void; onNoPath(): void; children: ReactNode }) {
  const [depth, setDepth] = useState(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    const paths = files.map((file) => shell.pathOf(file)).filter((path) => path !== null);
    if (paths.length > 0) return onPaths(paths);
    toast("A browser does not tell where a dropped file lies", { description: "Choose it in the folders of the core's computer, or type its path." });
    onNoPath();
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
