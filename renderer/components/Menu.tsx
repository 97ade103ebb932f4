import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./iconShapes.tsx";
import { Kbd } from "./Kbd.tsx";

export type MenuAction = { label: string; icon?: IconName; hotkey?: string; isDanger?: boolean; isDisabled?: boolean; run(): void };

/** A button (`children`) that opens a list of actions. */
export function Menu({ children, actions }: { children: ReactNode; actions: MenuAction[] }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="floating menu" align="end" sideOffset={4}>
          {actions.map((action) => (
            <DropdownMenu.Item key={action.label} className={classes("menu-item", action.isDanger && "is-danger")} disabled={action.isDisabled} onSelect={action.run}>
              {action.icon && <Icon name={action.icon} />}
              {action.label}
              {action.hotkey && (
                <span className="menu-note">
                  <Kbd of={action.hotkey} />
                </span>
              )}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
