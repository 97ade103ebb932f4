import type { ClockMark } from "../../../shared/schemas/clockMark.ts";

/** Why a recorded time is odd, in a sentence. */
export const clockWords: Record<ClockMark, string> = {
  future: "It lies in the future of the clock of the machine that recorded it.",
  past: "It lies before such data existed.",
  "ends-before-start": "It ends before it starts.",
  "zone-assumed": "Its time came without a zone; the zone was assumed.",
};
