import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import { Icon } from "../../components/Icon.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { stateWord } from "../../components/ModelPicker.tsx";
import { Swatch } from "../../components/Swatch.tsx";
import { activeKeys, usePageKeyStore } from "../../pageKeys.ts";
import { go } from "../../router.ts";
import { screens } from "../../screens.tsx";
import { useModels } from "../models/modelsStore.ts";
import { Marked } from "./Marked.tsx";
import { PaletteFoot } from "./PaletteFoot.tsx";
import { usePalette } from "./paletteStore.ts";

/** Every action of the page, every page, model and interaction, in one field. */
export function Palette() {
  const { isOpen, open, close } = usePalette();
  const before = useRef<Element | null>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => (next ? open() : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className="palette floating"
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            // A key opens the palette too: Radix would give the focus to its button, or to nothing.
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
          }}
        >
          <Dialog.Title className="visually-hidden">Command palette</Dialog.Title>
          <PaletteList />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList() {
  const [text, setText] = useState("");
  const keys = usePageKeyStore();
  const models = useModels((state) => state.models) ?? [];
  const { found, find, close, help } = usePalette();
  const onlyPages = text.startsWith(">");
  const onlyIds = text.startsWith("#");
  const words = text.replace(/^[>#]\s*/, "");
  const search = (next: string) => {
    setText(next);
    void find(next.startsWith(">") ? "" : next.replace(/^#\s*/, ""));
  };
  const pick = (run: () => void) => () => {
    close();
    // After the palette has given the focus back, so that an action may move it.
    setTimeout(run);
  };
  const matches = (name: string) => name.toLowerCase().includes(words.toLowerCase());
  const actions = onlyPages || onlyIds ? [] : activeKeys(keys).filter((each) => each.isListed !== false && matches(each.label));
  const pages = onlyIds ? [] : screens.filter((each) => !each.of && matches(each.title));
  const shownModels = onlyPages || onlyIds ? [] : models.filter((each) => matches(each.name));
  const isHelpShown = !onlyIds && matches("Keys of this page");

  return (
    <Command shouldFilter={false} loop label="Command palette">
      <div className="palette-input">
        <Icon name="search" />
        <Command.Input value={text} onValueChange={search} placeholder="Search or run a command" />
        <Kbd of="Escape" />
      </div>
      <Command.List className="palette-list" label="Results">
        <Command.Empty className="palette-empty">Nothing has that name. Ids start with int_.</Command.Empty>
        {actions.length > 0 && (
          <Command.Group heading="Actions">
            {actions.map((each) => (
              <Command.Item key={each.key} value={`action ${each.key}`} className="palette-item" onSelect={pick(each.run)}>
                <Icon name={each.icon ?? "right"} />
                <Marked text={each.label} part={words} />
                <span className="keys">
                  <Kbd of={each.key} />
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {(found.length > 0 || shownModels.length > 0 || pages.length > 0 || isHelpShown) && (
          <Command.Group heading="Go to">
            {found.map((each) => (
              <Command.Item key={each.id} value={each.id} className="palette-item" onSelect={pick(() => go(`/interactions/${each.id}`))}>
                <Icon name="interactions" />
                <Marked text={each.id} part={words} mono />
                <span className="faint small clip">{each.input}</span>
              </Command.Item>
            ))}
            {shownModels.map((each) => (
              <Command.Item key={each.id} value={each.id} className="palette-item" onSelect={pick(() => go(`/models?model=${each.id}`))}>
                <span className="palette-swatch">
                  <Swatch name={each.name} />
                </span>
                <Marked text={each.name} part={words} />
                <span className="faint small">model, {each.isRetired ? "retired" : stateWord(each)}</span>
              </Command.Item>
            ))}
            {pages.map((each) => (
              <Command.Item key={each.path} value={`page ${each.path}`} className="palette-item" onSelect={pick(() => go(each.path))}>
                <Icon name={each.icon} />
                <Marked text={each.title} part={words} />
              </Command.Item>
            ))}
            {isHelpShown && (
              <Command.Item value="page keys" className="palette-item" onSelect={pick(() => help(true))}>
                <Icon name="keyboard" />
                <Marked text="Keys of this page" part={words} />
                <span className="keys">
                  <Kbd of="?" />
                </span>
              </Command.Item>
            )}
          </Command.Group>
        )}
      </Command.List>
      <PaletteFoot />
    </Command>
  );
}
