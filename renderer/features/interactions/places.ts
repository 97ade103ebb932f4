/** The address of a conversation, and of one of its turns (counted from 1). */
export const sessionPlace = (session: string, turn?: number): string => `/sessions/${encodeURIComponent(session)}${turn === undefined ? "" : `?turn=${turn}`}`;
/** The address of a trace, and of one of its spans. */
export const tracePlace = (traceId: string, spanId?: string | null): string => `/traces/${encodeURIComponent(traceId)}${spanId ? `?${new URLSearchParams({ span: spanId })}` : ""}`;
