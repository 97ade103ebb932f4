import { Route, Switch } from "wouter";
import { LibraryPage } from "./list/LibraryPage.tsx";
import { ModelPage } from "./ModelPage.tsx";

/** The library, and the page of one model. */
export function ModelsPage() {
  return (
    <Switch>
      <Route path="/models/:id">{({ id }) => <ModelPage id={id} />}</Route>
      <Route>
        <LibraryPage />
      </Route>
    </Switch>
  );
}
