/** Ids from `from` on and below `to`. */
export type IdSpan = { from: string; to: string };

/** `int~` stands above every id. */
export const allIds: IdSpan = { from: "", to: "int~" };

export const bothSpans = (a: IdSpan, b: IdSpan): IdSpan => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to });
