import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./iconShapes.tsx";
import { Kbd } from "./Kbd.tsx";

type ButtonProps = ComponentProps<"button"> & {
  kind?: "plain" | "primary" | "ghost" | "danger";
  small?: boolean;
  icon?: IconName;
  /** The key that presses it, shown on it; the page registers it with `usePageKeys`. */
  hotkey?: string;
};

/** A verb. One `primary` a screen at most. Without children it is an icon and needs an `aria-label`. */
export function Button({ kind = "plain", small, icon, hotkey, className, children, ...rest }: ButtonProps) {
  const isIconOnly = children === undefined || children === null;
  return (
    <button type="button" className={classes("btn", kind !== "plain" && `is-${kind}`, small && "is-small", isIconOnly && "is-icon", className)} title={isIconOnly ? rest["aria-label"] : undefined} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
      {hotkey && <Kbd of={hotkey} />}
    </button>
  );
}
