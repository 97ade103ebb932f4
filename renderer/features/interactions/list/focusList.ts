import { useInteractions } from "./interactionsStore.ts";

/** Gives the keyboard to the list: to its selected row, else to its first one. */
export function focusList(): void {
  const { selected, move } = useInteractions.getState();
  if (selected === null) void move(1);
  (document.querySelector<HTMLElement>(".interactions-table tr[aria-selected=true]") ?? document.querySelector<HTMLElement>(".interactions-scroll"))?.focus();
}
