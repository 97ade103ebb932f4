import { z } from "zod";

/** What makes a time odd: after the clock's own now, before such data existed, an end before its start, or a zone that nobody named. */
export const ClockMark = z.enum(["future", "past", "ends-before-start", "zone-assumed"]);
export type ClockMark = z.infer<typeof ClockMark>;
