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
        {[...Map.groupBy(keys, ({ label }) => label)].map(([label, same]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {same.map(({ key }) => (
                <Kbd key={key} of={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </AppDialog>
  );
}
