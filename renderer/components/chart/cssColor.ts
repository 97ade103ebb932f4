/** A CSS colour (`var(--series-1)`, `light-dark(…)`) as the canvas knows it, resolved where `element` stands. */
export function cssColor(element: HTMLElement, color: string): string {
  const probe = document.createElement("span");
  probe.style.color = color;
  element.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
