import type { Status } from "../../shared/schemas/chat.ts";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./iconShapes.tsx";

export type Mark = Status | "warn" | "waiting";
const marks: Record<Mark, { tone: string; icon: IconName }> = {
  ok: { tone: "is-ok", icon: "ok" },
  running: { tone: "is-running", icon: "running" },
  waiting: { tone: "is-cancelled", icon: "more" },
  failed: { tone: "is-error", icon: "error" },
  blocked: { tone: "is-error", icon: "stop" },
  cancelled: { tone: "is-cancelled", icon: "cancelled" },
  interrupted: { tone: "is-interrupted", icon: "interrupted" },
  warn: { tone: "is-warn", icon: "warn" },
};

/**
 * A status: always a shape and a word. `word` replaces the status's own (a finish reason, say). `still`: its arc does not turn,
 * because what it stands by moves itself; an animation costs a frame 60 times a second.
 */
export function StatusMark({ status, word, badge, still }: { status: Mark; word?: string; badge?: boolean; still?: boolean }) {
  const { tone, icon } = marks[status];
  return (
    <span className={classes("status", badge && "badge", tone)}>
      <Icon name={icon} turning={status === "running" && !still} />
      {word ?? status}
    </span>
  );
}
