import { useEffect, useRef } from "react";
import { create } from "zustand";
import type { IconName } from "./components/iconShapes.tsx";

/** A key of the page and what it does: `r`, `shift+r`, `mod+enter`, `ArrowDown`, `/`, `Escape`. */
export type PageKey = {
  key: string;
  label: string;
  run(): void;
  icon?: IconName;
  /** In the command palette too (left out: yes). Moving in a list is not. */
  isListed?: boolean;
  /** Fires in a text field as well; for keys with `mod` and for Escape. */
  whileTyping?: boolean;
};

type PageKeysState = { layers: { id: symbol; keys: PageKey[] }[] };
export const usePageKeyStore = create<PageKeysState>(() => ({ layers: [] }));

/** Registers the keys of the page while it is shown. The last one that asks wins; `?` lists them all. */
export function usePageKeys(keys: PageKey[]): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const signature = keys.map((each) => `${each.key} ${each.label} ${each.isListed !== false}`).join("\n");
  useEffect(() => {
    const id = Symbol("page keys");
    const stable = latest.current.map((each, index): PageKey => ({ ...each, run: () => latest.current[index]?.run() }));
    usePageKeyStore.setState(({ layers }) => ({ layers: [...layers, { id, keys: stable }] }));
    return () => usePageKeyStore.setState(({ layers }) => ({ layers: layers.filter((layer) => layer.id !== id) }));
  }, [signature]);
}

/** The keys in force, the newest layer first; of two with one key the newer one. */
export function activeKeys({ layers }: PageKeysState): PageKey[] {
  const seen = new Map<string, PageKey>();
  for (const { keys } of layers.toReversed()) for (const each of keys) if (!seen.has(each.key.toLowerCase())) seen.set(each.key.toLowerCase(), each);
  return [...seen.values()];
}

type Press = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** A key press in the words of `PageKey.key`. Shift counts for letters and named keys; `?` is already a shifted key. */
export function pressOf(event: Press): string {
  const key = event.key.toLowerCase();
  const isNamedOrLetter = key.length > 1 || /[a-z0-9 ]/.test(key);
  return [(event.ctrlKey || event.metaKey) && "mod", event.altKey && "alt", event.shiftKey && isNamedOrLetter && "shift", key === " " ? "space" : key].filter(Boolean).join("+");
}

const typing = "input:not([type=range],[type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=menu]";

/** Runs the key that was pressed, if the page has it. Never in a text field, never behind a dialog. */
export function onPageKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
  const press = pressOf(event);
  const hit = activeKeys(usePageKeyStore.getState()).find((each) => each.key.toLowerCase() === press);
  if (!hit || (target?.closest(typing) && !hit.whileTyping)) return;
  // Enter and Space on a button or link press it; they are not the list's then.
  if ((press === "enter" || press === "space") && target?.closest("button, a[href], summary, [role=switch]")) return;
  event.preventDefault();
  hit.run();
}
