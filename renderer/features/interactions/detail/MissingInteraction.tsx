import type { Failure } from "../../../../shared/errors.ts";
import { Button } from "../../../components/Button.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { go } from "../../../router.ts";
import { everything, writeListQuery } from "../list/listQuery.ts";
import { useInteraction } from "./interactionStore.ts";

/** An address whose interaction is not there, or not the only one. */
export function MissingInteraction({ id, failure }: { id: string; failure: Failure }) {
  const search = () => go(`/interactions?${writeListQuery({ ...everything, text: id })}`);
  if (failure.code === "ambiguous")
    return (
      <EmptyState icon="search" title="Several interactions have this id's start" body={failure.message}>
        <Button kind="primary" onClick={search}>
          Show them
        </Button>
      </EmptyState>
    );
  if (failure.code === "not-found")
    return (
      <EmptyState icon="interactions" title="There is no such interaction" body={`Nothing is recorded under ${id.slice(0, 60)}. It may belong to another data folder, or be mistyped: the start of an id is enough, if only one has it.`}>
        <Button kind="primary" icon="search" onClick={search}>
          Search for it
        </Button>
        <Button onClick={() => go("/interactions")}>All interactions</Button>
      </EmptyState>
    );
  return (
    <div className="page-trouble">
      <FailureNotice title="The interaction could not be read" failure={failure}>
        <Button small onClick={() => useInteraction.getState().open(id)}>
          Try again
        </Button>
      </FailureNotice>
    </div>
  );
}
