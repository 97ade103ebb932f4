import { AppError } from "../../shared/errors.ts";

/** What `promise` gives, or `cancelled` as soon as `signal` aborts; whatever is awaited goes on by itself. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal.reason instanceof AppError ? signal.reason : new AppError("cancelled", "Cancelled."));
  signal.addEventListener("abort", leave, { once: true });
  if (signal.aborted) leave();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
