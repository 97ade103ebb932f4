/**
 * Every failure that a person can meet, in one closed list. `exitCode` is the command line's, `httpStatus` the listener's
 * (see product.md: 1 a gate failed, 2 wrong usage or input, 3 internal or environment).
 */
export const errorCodes = {
  "bad-request": { exitCode: 2, httpStatus: 400 },
  "bad-filter": { exitCode: 2, httpStatus: 400 },
  "not-found": { exitCode: 2, httpStatus: 404 },
  "ambiguous": { exitCode: 2, httpStatus: 409 },
  "not-a-model": { exitCode: 2, httpStatus: 400 },
  "model-missing": { exitCode: 2, httpStatus: 409 },
  "model-changed": { exitCode: 2, httpStatus: 409 },
  "model-load-failed": { exitCode: 3, httpStatus: 503 },
  "model-crashed": { exitCode: 3, httpStatus: 502 },
  "template-failed": { exitCode: 2, httpStatus: 400 },
  "context-exceeded": { exitCode: 2, httpStatus: 400 },
  "json-cut-off": { exitCode: 3, httpStatus: 502 },
  "too-large": { exitCode: 2, httpStatus: 413 },
  "month-archived": { exitCode: 2, httpStatus: 409 },
  "busy": { exitCode: 3, httpStatus: 429 },
  "cancelled": { exitCode: 3, httpStatus: 499 },
  "unauthorized": { exitCode: 3, httpStatus: 401 },
  "forbidden": { exitCode: 3, httpStatus: 403 },
  "data-folder-unusable": { exitCode: 3, httpStatus: 500 },
  "data-folder-owned": { exitCode: 3, httpStatus: 409 },
  "database-newer": { exitCode: 3, httpStatus: 500 },
  "database-corrupt": { exitCode: 3, httpStatus: 500 },
  "disk-full": { exitCode: 3, httpStatus: 507 },
  "download-failed": { exitCode: 3, httpStatus: 502 },
  "connection-lost": { exitCode: 3, httpStatus: 503 },
  "internal": { exitCode: 3, httpStatus: 500 },
} as const;

export type ErrorCode = keyof typeof errorCodes;
export type ErrorDetails = Record<string, string | number | boolean | null | string[]>;

/** What crosses a port or stands in a row when something failed: what happened and why (`message`), what to do (`fix`). */
export type Failure = { code: ErrorCode; message: string; fix?: string | undefined; details?: ErrorDetails | undefined };

/** The one error class of the product. `details` is JSON-safe. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fix: string | undefined;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, more: { fix?: string | undefined; details?: ErrorDetails | undefined; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = "AppError";
    this.code = code;
    this.fix = more.fix;
    this.details = more.details;
  }
}

/** Any thrown value as a `Failure`; what is not ours becomes `internal` with its own message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message, fix: error.fix, details: error.details };
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}

/** A `Failure` that came over a port, thrown again on this side. */
export function fromFailure(failure: Failure): AppError {
  const code = failure.code in errorCodes ? failure.code : "internal";
  return new AppError(code, failure.message, { fix: failure.fix, details: failure.details });
}

/** Closes a union: the compiler refuses a missing case, a value from outside throws. */
export function assertNever(value: never): never {
  throw new AppError("internal", `Unexpected value: ${JSON.stringify(value)}`);
}
