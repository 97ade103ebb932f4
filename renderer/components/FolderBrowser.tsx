import { useStore } from "zustand";
import { AppDialog } from "./AppDialog.tsx";
import { FolderList } from "./FolderList.tsx";
import { pathQuestion } from "./pickPaths.ts";

/** Answers `shell.window.pickFiles` in a browser: the folders of the core's machine. */
export function FolderBrowser() {
  const question = useStore(pathQuestion);
  return (
    <AppDialog title={question?.title ?? ""} isOpen={question !== null} onClose={() => question?.answer([])} size="wide">
      {question && <FolderList question={question} />}
    </AppDialog>
  );
}
