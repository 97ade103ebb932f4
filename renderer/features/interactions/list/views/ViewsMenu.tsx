import { DropdownMenu } from "radix-ui";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import type { SavedView } from "../../../../../shared/schemas/view.ts";
import { Button } from "../../../../components/Button.tsx";
import { Icon } from "../../../../components/Icon.tsx";
import { usePageKeys } from "../../../../pageKeys.ts";
import { isEverything } from "../listQuery.ts";
import { useInteractions } from "../interactionsStore.ts";
import { useColumns } from "../table/columnsStore.ts";
import { isShown, queryOfView, useViews } from "./viewsStore.ts";
import { ViewNameDialog } from "./ViewNameDialog.tsx";

type Naming = { view: SavedView | null };

/** The saved views: pick one, save what is shown as one, rename and delete the one that is shown. `v` opens it. */
export function ViewsMenu() {
  useEffect(() => useViews.getState().follow(), []);
  const views = useViews((state) => state.views) ?? [];
  const query = useInteractions((state) => state.query);
  const [isOpen, setOpen] = useState(false);
  const [naming, setNaming] = useState<Naming | null>(null);
  const shown = views.find((view) => isShown(view, query));
  usePageKeys([{ key: "v", label: "Saved views", icon: "save", run: () => setOpen(true) }]);

  const pick = (view: SavedView) => {
    useInteractions.getState().change(queryOfView(view));
    if (view.columns.length > 0) useColumns.getState().show(view.columns);
  };
  const remove = async (view: SavedView) => {
    const undo = await useViews.getState().remove(view);
    if (undo) toast(`Deleted the view “${view.name}”`, { action: { label: "Undo", onClick: () => void undo() }, duration: 8000 });
  };
  return (
    <>
      <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
        <DropdownMenu.Trigger asChild>
          <Button small kind="ghost" icon="save" hotkey="v">
            <span className="clip view-name">{shown ? shown.name : "Views"}</span>
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="floating menu" align="end" sideOffset={4}>
            {views.map((view) => (
              <DropdownMenu.Item key={view.id} className="menu-item" onSelect={() => pick(view)}>
                <Icon name={view === shown ? "ok" : "search"} />
                <span className="clip view-name">{view.name}</span>
              </DropdownMenu.Item>
            ))}
            {views.length === 0 && <p className="faint small menu-text">Nothing is saved yet. Narrow the list, then save it under a name.</p>}
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.Item className="menu-item" disabled={isEverything(query)} onSelect={() => setNaming({ view: null })}>
              <Icon name="plus" />
              Save this view…
            </DropdownMenu.Item>
            {shown && (
              <>
                <DropdownMenu.Item className="menu-item" onSelect={() => setNaming({ view: shown })}>
                  <Icon name="edit" />
                  Rename “{shown.name}”…
                </DropdownMenu.Item>
                <DropdownMenu.Item className="menu-item is-danger" onSelect={() => void remove(shown)}>
                  <Icon name="trash" />
                  Delete “{shown.name}”
                </DropdownMenu.Item>
              </>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {naming && <ViewNameDialog view={naming.view} onClose={() => setNaming(null)} />}
    </>
  );
}
