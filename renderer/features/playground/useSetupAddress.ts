import { useEffect, useRef } from "react";
import { go, pathOf, placeOf, useHashQuery } from "../../router.ts";

const quietMs = 300;

const sessionOf = (query: string) => new URLSearchParams(query).get("session");

type SetupAddress = {
  /** Shows what an address says. */
  open(query: URLSearchParams): void;
  /** The query that says what is open; null: leave the address alone. */
  write(): string | null;
  subscribe(listener: () => void): () => void;
};

/** Opens what the address of the screen at `path` says, and keeps the address saying what is open. An address without a query goes on with what was open. */
export function useSetupAddress(path: string, { open, write, subscribe }: SetupAddress): void {
  const query = useHashQuery();
  const written = useRef("");
  useEffect(() => {
    if (query === "" || query === written.current) return;
    written.current = query;
    open(new URLSearchParams(query));
  }, [query, open]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const put = () => {
      const next = write();
      // A screen lives on for a moment while the code of the next one is loaded; the address is that one's already.
      if (next === null || next === written.current || pathOf(placeOf(window.location.hash)) !== path) return;
      written.current = next;
      go(next === "" ? path : `${path}?${next}`, { replace: true });
    };
    const later = () => {
      clearTimeout(timer);
      // A new conversation is in the address before its request leaves: a reload must find it.
      if (sessionOf(write() ?? "") !== sessionOf(written.current)) put();
      else timer = setTimeout(put, quietMs);
    };
    later();
    const stop = subscribe(later);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [path, write, subscribe]);
}
