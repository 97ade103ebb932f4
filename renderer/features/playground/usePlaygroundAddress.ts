import { useEffect, useRef } from "react";
import { go, useHashQuery } from "../../router.ts";
import { addressOf, usePlayground } from "./playgroundStore.ts";

const quietMs = 300;

/** Opens what the address says, and keeps the address saying what is open. An address without a query goes on with what was open. */
export function usePlaygroundAddress(): void {
  const query = useHashQuery();
  const written = useRef("");
  useEffect(() => {
    if (query === "" || query === written.current) return;
    written.current = query;
    void usePlayground.getState().open(new URLSearchParams(query));
  }, [query]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      const state = usePlayground.getState();
      const next = addressOf(state);
      // What could not be opened stays in the address, so that a reload tries it again.
      if (state.opening.state !== "idle" || next === written.current) return;
      written.current = next;
      go(next === "" ? "/playground" : `/playground?${next}`, { replace: true });
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(write, quietMs);
    };
    later();
    const stop = usePlayground.subscribe((state, before) => {
      if (state.setup !== before.setup || state.session !== before.session || state.from !== before.from || state.opening !== before.opening) later();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
