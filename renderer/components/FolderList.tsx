import { useEffect, useState } from "react";
import { formatBytes } from "../format.ts";
import { Button } from "./Button.tsx";
import { useFolders } from "./foldersStore.ts";
import { Icon } from "./Icon.tsx";
import { FailureNotice } from "./Notice.tsx";
import type { PathQuestion } from "./pickPaths.ts";

/** The inside of the folder browser: a path to type, folders to open, files to mark. */
export function FolderList({ question }: { question: PathQuestion }) {
  const { listing, failure, open } = useFolders();
  const [chosen, setChosen] = useState<string[]>([]);
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => void useFolders.getState().open(), []);
  const fits = (name: string) => question.extensions.length === 0 || question.extensions.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
  const isFolder = question.kind === "folder";
  const entries = listing?.entries.filter((each) => each.kind === "folder" || (!isFolder && fits(each.name))) ?? [];
  const enter = (path: string) => {
    setTyped(null);
    setChosen([]);
    void open(path);
  };
  const toggle = (path: string) => setChosen((before) => (before.includes(path) ? before.filter((each) => each !== path) : [...before, path]));
  return (
    <>
      <form
        className="dialog-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed) enter(typed);
        }}
      >
        <Button icon="up" aria-label="Parent folder" disabled={!listing?.parent} onClick={() => listing?.parent && enter(listing.parent)} />
        <input className="field is-mono" aria-label="Folder" autoFocus spellCheck={false} value={typed ?? listing?.path ?? ""} onChange={(event) => setTyped(event.target.value)} />
      </form>
      {failure && <FailureNotice title="The folder could not be read" failure={failure} />}
      <ul className="folder-list" aria-label="Files and folders">
        {entries.map((each) => (
          <li key={each.path}>
            <button type="button" className="menu-item" aria-pressed={each.kind === "file" ? chosen.includes(each.path) : undefined} onClick={() => (each.kind === "folder" ? enter(each.path) : toggle(each.path))} onDoubleClick={() => each.kind === "file" && question.answer([each.path])}>
              <Icon name={each.kind === "folder" ? "folder" : chosen.includes(each.path) ? "ok" : "file"} />
              <span className="clip">{each.name}</span>
              {each.kind === "file" && <span className="menu-note tabular">{formatBytes(each.sizeBytes)}</span>}
            </button>
          </li>
        ))}
        {listing && entries.length === 0 && <li className="palette-empty">{isFolder ? "No folder is in here." : `No folder and no ${question.extensions.map((each) => `.${each}`).join(" or ") || "file"} is in here.`}</li>}
      </ul>
      <footer className="dialog-foot">
        <Button onClick={() => question.answer([])}>Cancel</Button>
        {isFolder ? (
          <Button kind="primary" disabled={!listing} onClick={() => listing && question.answer([listing.path])}>
            Choose this folder
          </Button>
        ) : (
          <Button kind="primary" disabled={chosen.length === 0} onClick={() => question.answer(chosen)}>
            {chosen.length > 1 ? `Choose ${chosen.length} files` : "Choose file"}
          </Button>
        )}
      </footer>
    </>
  );
}
