import { AppDialog } from "../../../components/AppDialog.tsx";
import { Button } from "../../../components/Button.tsx";
import { useModels } from "../modelsStore.ts";
import { remove } from "./takeOut.ts";

/** Asks before a model goes that could not be brought back: its file is missing or another one now. */
export function RemoveDialog() {
  const model = useModels((state) => state.removing);
  const close = () => useModels.setState({ removing: null });
  return (
    <AppDialog
      title={`Remove ${model?.name ?? "the model"} from the library?`}
      body={model && `Its file is ${model.fileState === "missing" ? "missing" : "another one now"}, so this can't be undone: its name, family, version and settings are lost. Its interactions stay.`}
      isOpen={model !== null}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button
            kind="danger"
            onClick={() => {
              close();
              if (model) void remove(model);
            }}
          >
            Remove
          </Button>
        </>
      }
    />
  );
}
