import { useEffect } from "react";
import { AppDialog } from "../../../components/AppDialog.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { SkeletonRows } from "../../../components/Skeleton.tsx";
import { useAdding } from "./addingStore.ts";
import { CatalogRow } from "./CatalogRow.tsx";
import { PullForm } from "./PullForm.tsx";
import { usePull } from "./pullStore.ts";

/** Fetches a model: one of the catalogue, or any address. The fetching goes on as a job when the dialog closes. */
export function PullDialog() {
  const isOpen = useAdding((state) => state.dialog === "pull");
  return (
    <AppDialog title="Pull a model" body="Tapedeck fetches the file into its data folder, checks size, hash and header, and adds it to the library. This uses the network." isOpen={isOpen} onClose={useAdding.getState().close} size="huge">
      <PullBody />
    </AppDialog>
  );
}

function PullBody() {
  const catalog = usePull((state) => state.catalog);
  const failure = usePull((state) => state.failure);
  useEffect(() => void usePull.getState().open(), []);
  return (
    <>
      <PullForm />
      {failure && <FailureNotice title="The model is not pulled" failure={failure} />}
      <div className="table-scroll found-scroll" tabIndex={0} role="group" aria-label="Catalogue">
        <table className="table is-roomy tabular" aria-busy={catalog === null}>
          <thead>
            <tr>
              <th scope="col">Catalogue</th>
              <th scope="col" className="num">Size</th>
              <th scope="col">SHA-256</th>
              <th scope="col">Licence</th>
              <th scope="col">
                <span className="visually-hidden">Pull</span>
              </th>
            </tr>
          </thead>
          <tbody>{catalog === null ? <SkeletonRows rows={3} widths={["60%", "48px", "96px", "56px", "48px"]} /> : catalog.map((entry) => <CatalogRow key={entry.uri} entry={entry} />)}</tbody>
        </table>
      </div>
    </>
  );
}
