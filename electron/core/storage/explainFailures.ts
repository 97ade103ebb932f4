import { storageFailure } from "./storageFailure.ts";

/** The same service, whose calls say what SQLite said about `path` in our words: a full disk, a folder that can't be written any more. */
export function explainFailures<S extends object>(service: S, path: string): S {
  return new Proxy(service, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        try {
          const result: unknown = Reflect.apply(member, target, args);
          return result instanceof Promise ? result.catch((error: unknown) => Promise.reject(storageFailure(error, path))) : result;
        } catch (error) {
          throw storageFailure(error, path);
        }
      };
    },
  });
}
