import type { Fields } from "../../spans/shapes.ts";

/** `trace_id` as `traceId`: Langfuse's blob storage and tables write names the one way, its API the other. Only the outermost names. */
export const camelNames = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([name, value]) => [/^[a-z]+(_[a-z]+)+$/.test(name) ? name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) : name, value]));
