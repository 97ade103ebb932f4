/** Puts the focus on the row that is chosen. */
export function focusSelectedRow(): void {
  document.querySelector<HTMLElement>("tr[aria-selected=true]")?.focus();
}

/** Brings a row that was just chosen into sight, and gives it the focus that another row had, or nobody. */
export function keepFocus(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: "nearest" });
  const active = document.activeElement;
  if (active?.closest("tr") || active === document.body || active?.id === "page") row?.focus({ preventScroll: true });
}
