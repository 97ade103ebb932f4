export type Fields = Record<string, unknown>;

/** An object's fields; undefined for anything else. */
export const fieldsOf = (value: unknown): Fields | undefined => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined);

export const listOf = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? value : undefined);

/** The first of them that is a text which says something. */
export const firstText = (...values: unknown[]): string | undefined => values.find((value): value is string => typeof value === "string" && value !== "");

/** The first of them that is there at all. */
export const firstOf = (...values: unknown[]): unknown => values.find((value) => value !== undefined && value !== null);

/** Whether an object says anything by a name that is not among those that are read. */
export const saysMoreThan = (fields: Fields, read: ReadonlySet<string>): boolean => Object.entries(fields).some(([name, value]) => !read.has(name) && !isEmpty(value));

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "" || value === false || (typeof value === "object" && Object.keys(value).length === 0);
