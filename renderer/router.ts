import { useCallback, useSyncExternalStore } from "react";
import type { BaseLocationHook } from "wouter";

/**
 * Where the page is: a path and a query, both behind the address's `#`, so that the same address works from a file, from
 * any folder of a listener, and after a reload. `#/interactions/int_1?view=prompt`.
 */
export function placeOf(hash: string): string {
  return `/${hash.replace(/^#?\/*/, "")}`;
}
const here = () => placeOf(window.location.hash);
export const pathOf = (place: string) => place.split("?", 1)[0]!;
const queryOf = (place: string) => (place.includes("?") ? place.slice(place.indexOf("?") + 1) : "");

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** Goes to a place of the app, from anywhere. `replace`: "back" does not come here again. */
export function go(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const url = `${window.location.pathname}${window.location.search}#${to}`;
  if (replace) window.history.replaceState(null, "", url);
  else window.history.pushState(null, "", url);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export const useHashPath: BaseLocationHook = () => [useSyncExternalStore(subscribe, () => pathOf(here())), go];
useHashPath.hrefs = (href: string) => `#${href}`;
export const useHashQuery = (): string => useSyncExternalStore(subscribe, () => queryOf(here()));

/** `place` with some of its query changed; null or "" takes a name out. */
export function placeWith(place: string, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(queryOf(place));
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return pathOf(place) + (text ? `?${text}` : "");
}

/** One value of the page's query and its setter (which replaces, so that "back" leaves the page). */
export function useQueryValue(name: string): [string | null, (value: string | null) => void] {
  const value = new URLSearchParams(useHashQuery()).get(name);
  const set = useCallback((next: string | null) => go(placeWith(here(), { [name]: next }), { replace: true }), [name]);
  return [value, set];
}
