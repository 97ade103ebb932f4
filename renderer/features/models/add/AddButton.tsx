import { Button } from "../../../components/Button.tsx";
import { Menu } from "../../../components/Menu.tsx";
import { useAdding } from "./addingStore.ts";
import { pickAndBringIn } from "./bringIn.ts";

/** The ways into the library: a file, folders that are looked through, a pull. */
export function AddButton({ isPrimary, onChoose }: { isPrimary: boolean; onChoose(id: string): void }) {
  const { open } = useAdding.getState();
  return (
    <Menu
      actions={[
        { label: "Import GGUF files", icon: "upload", hotkey: "i", run: () => void pickAndBringIn(onChoose) },
        { label: "Scan folders", icon: "search", hotkey: "shift+s", run: () => open("scan") },
        { label: "Pull a model", icon: "download", hotkey: "shift+p", run: () => open("pull") },
      ]}
    >
      <Button kind={isPrimary ? "primary" : "plain"} icon="plus">
        Add
      </Button>
    </Menu>
  );
}
