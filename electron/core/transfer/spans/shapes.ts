export type Fields = Record<string, unknown>;

/** An object's fields; undefined for anything else. */
export const fieldsOf = (value: unknown): Fields | undefined => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined);

export const listOf = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? value : undefined);

/** The first of them that is a text which says something. */
export const firstText = (...values: unknown[]): string | undefined => values.find((value): value is string => typeof value === "string" && value !== "");

/** The first of them that is there at all. */
export const firstOf = (...values: unknown[]): unknown => values.find((value) => value !== undefined && value !== null);
