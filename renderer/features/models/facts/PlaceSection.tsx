import type { Model } from "../../../../shared/schemas/model.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { showInFolder } from "../../../components/showInFolder.ts";
import { Time } from "../../../components/Time.tsx";
import { formatCount } from "../../../format.ts";
import { fileName, isEmbedded } from "../library.ts";
import { takeOut } from "./takeOut.ts";

/** Where the file lies, and the way out of the library. */
export function PlaceSection({ model }: { model: Model }) {
  return (
    <section>
      <div className="section-head">
        <h2>File</h2>
        <span className="spacer" />
        {!isEmbedded(model) && (
          <>
            <CopyButton text={model.location} what="path" />
            <Button small kind="ghost" icon="folder" aria-label="Show in folder" onClick={() => void showInFolder(model.location)} />
          </>
        )}
      </div>
      <dl className="facts tabular">
        <dt>Place</dt>
        <dd className="is-whole">{isEmbedded(model) ? `${fileName(model.location)}, comes with Tapedeck` : <code>{model.location}</code>}</dd>
        {(model.otherLocations ?? []).map((place) => (
          <div key={place} className="fact">
            <dt>Also at</dt>
            <dd className="is-whole">
              <code>{place}</code>
            </dd>
          </div>
        ))}
        <dt>Trained context</dt>
        <dd>{formatCount(model.contextLength)} tokens</dd>
        <dt>Imported</dt>
        <dd>
          <Time at={model.importedAt} />
        </dd>
      </dl>
      {!isEmbedded(model) && (
        <div className="btn-row form-actions">
          <Button small kind="danger" icon="trash" hotkey="Delete" onClick={() => takeOut(model)}>
            Remove from the library
          </Button>
        </div>
      )}
    </section>
  );
}
