/** Puts the focus on the row of the chosen model. */
export function focusSelectedRow(): void {
  document.querySelector<HTMLElement>("tr[aria-selected=true]")?.focus();
}
