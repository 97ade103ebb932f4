import type { SizePart } from "../../../../shared/schemas/sizes.ts";

/** What of a database takes space, in a person's words. */
export const partNames: Record<SizePart, string> = { rows: "rows", bodies: "requests and answers", "full-text": "full text", indexes: "indexes", spans: "spans", feedback: "feedback", other: "other tables", free: "free space" };
