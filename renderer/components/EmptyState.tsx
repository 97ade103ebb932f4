import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./iconShapes.tsx";

/** A page with nothing on it: says what it is for and offers the first step (`children`: buttons). */
export function EmptyState({ icon, title, body, children }: { icon: IconName; title: string; body: ReactNode; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p>{body}</p>
      {children && <div className="btn-row">{children}</div>}
    </div>
  );
}
