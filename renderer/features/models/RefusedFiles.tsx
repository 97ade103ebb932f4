import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { fileName } from "./library.ts";
import { useModels } from "./modelsStore.ts";

/** Files of the last import that were not taken in, each with its reason. */
export function RefusedFiles() {
  const refused = useModels((state) => state.refused);
  if (refused.length === 0) return null;
  return (
    <div className="refused">
      {refused.map(({ path, failure }) => (
        <Notice key={path} title={`${fileName(path)} was not imported`} body={failure.message} fix={failure.fix} />
      ))}
      <Button small kind="ghost" icon="close" onClick={() => useModels.getState().dismissRefused()}>
        Dismiss
      </Button>
    </div>
  );
}
