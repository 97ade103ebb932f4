import { classes } from "./classes.ts";
import { iconShapes, type IconName } from "./iconShapes.tsx";

/** A drawing beside a word; it never stands for a word alone (a button without a word has an `aria-label`). */
export function Icon({ name, small, turning }: { name: IconName; small?: boolean; turning?: boolean }) {
  return (
    <svg className={classes("icon", small && "icon-12", turning && "is-turning")} viewBox="0 0 16 16" aria-hidden="true" data-icon={name}>
      {iconShapes[name]}
    </svg>
  );
}
