import { memo } from "react";
import type { Turn } from "./conversation.ts";
import { LongText } from "./LongText.tsx";
import { ReplyView } from "./ReplyView.tsx";
import { useNear } from "./useNear.ts";

/** A message and its answers, one a column. */
export const TurnView = memo(function TurnView({ turn, columns, isLast, isEdited }: { turn: Turn; columns: number; isLast: boolean; isEdited: boolean }) {
  const [element, isNear] = useNear<HTMLDivElement>();
  return (
    <div className="exchange" ref={element}>
      <div className={isEdited ? "turn is-edited" : "turn"}>
        <span className="role">User</span>
        <LongText text={turn.user} />
      </div>
      <div className="answers-pair">
        {Array.from({ length: columns }, (_, column) => (
          <ReplyView key={column} reply={turn.replies[column] ?? null} column={column} isLast={isLast} isDrawn={isNear} />
        ))}
      </div>
    </div>
  );
});
