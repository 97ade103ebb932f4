import { AppDialog } from "../../components/AppDialog.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { activeKeys, usePageKeyStore } from "../../pageKeys.ts";
import { usePalette } from "./paletteStore.ts";

/** `?`: the keys of the page. */
export function KeyHelp() {
  const isOpen = usePalette((state) => state.isHelpOpen);
  const keys = activeKeys(usePageKeyStore());
  return (
    <AppDialog title="Keys of this page" isOpen={isOpen} onClose={() => usePalette.getState().help(false)}>
      <dl className="key-list">
        {keys.map((each) => (
          <div key={each.key}>
            <dt>{each.label}</dt>
            <dd>
              <Kbd of={each.key} />
            </dd>
          </div>
        ))}
      </dl>
    </AppDialog>
  );
}
