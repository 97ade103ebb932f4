import { unknown } from "../../../../format.ts";
import { useExtras } from "./extrasStore.ts";

/** What a list's row does not hold: its feedback, or a key of its metadata (`of`). It comes in when the row is looked at. */
export function ExtraCell({ id, of }: { id: string; of: string }) {
  const text = useExtras((state) => state.texts[of]?.get(id));
  if (text === undefined) return <span className="bone extra-bone" />;
  return text === "" ? <span className="faint">{unknown}</span> : <span title={text}>{text}</span>;
}
