import { Button } from "../../../components/Button.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { fileName } from "../library.ts";
import { useModels } from "../modelsStore.ts";

/** Files of the last import that were not taken in, each with its reason. */
export function RefusedFiles() {
  const refused = useModels((state) => state.refused);
  if (refused.length === 0) return null;
  return (
    <div className="refused">
      {refused.map(({ path, failure }) => (
        <FailureNotice key={path} title={`${fileName(path)} was not imported`} failure={failure}>
          <Button small onClick={() => useModels.getState().dismiss(path)}>
            Dismiss
          </Button>
        </FailureNotice>
      ))}
    </div>
  );
}
