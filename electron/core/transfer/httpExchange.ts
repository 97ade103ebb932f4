/** A body as it came over HTTP, and what its headers say of it. */
export type HttpBody = { body: Uint8Array; contentType: string | undefined; contentEncoding: string | undefined };
export type HttpAnswer = { status: number; headers: Record<string, string>; body: Uint8Array | string };
export type Receive = (request: HttpBody, signal: AbortSignal) => Promise<HttpAnswer>;
