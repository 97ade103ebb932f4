import { ContextMenu, DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./iconShapes.tsx";
import { Kbd } from "./Kbd.tsx";

export type MenuAction = { label: string; icon?: IconName; hotkey?: string; isDanger?: boolean; isDisabled?: boolean; run(): void };
type MenuProps = { children: ReactNode; actions: MenuAction[] };

/** A button (`children`) that opens a list of actions. */
export function Menu({ children, actions }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="floating menu" align="end" sideOffset={4}>
          {actions.map((action) => (
            <DropdownMenu.Item key={action.label} {...itemOf(action)} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The same actions on a right click of `children`: one element, a row for example. */
export function RightClickMenu({ children, actions }: MenuProps) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="floating menu">
          {actions.map((action) => (
            <ContextMenu.Item key={action.label} {...itemOf(action)} />
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function itemOf({ label, icon, hotkey, isDanger, isDisabled, run }: MenuAction) {
  const children = (
    <>
      {icon && <Icon name={icon} />}
      {label}
      {hotkey && (
        <span className="menu-note">
          <Kbd of={hotkey} />
        </span>
      )}
    </>
  );
  return { className: classes("menu-item", isDanger && "is-danger"), disabled: isDisabled ?? false, onSelect: run, children };
}
