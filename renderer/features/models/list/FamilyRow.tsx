import { useEffect, useRef } from "react";
import { Icon } from "../../../components/Icon.tsx";
import { familyKey, type Family } from "./families.ts";
import { keepFocus } from "./focusSelectedRow.ts";

/** The head of a family; a click, Space or Enter opens and closes it. */
export function FamilyRow({ family, isOpen, isSelected, onChoose, onToggle }: { family: Family; isOpen: boolean; isSelected: boolean; onChoose(key: string): void; onToggle(): void }) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isSelected) keepFocus(row.current);
  }, [isSelected]);
  const retired = family.entries.filter(({ model }) => model.isRetired).length;
  const choose = () => {
    onChoose(familyKey(family.name));
    onToggle();
  };
  return (
    <tr ref={row} className="family" role="row" aria-level={1} aria-expanded={isOpen} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} onClick={choose} data-family={family.name}>
      <th scope="rowgroup" role="gridcell" colSpan={5}>
        <Icon name={isOpen ? "down" : "right"} small />
        <b>{family.name || "No family"}</b>
        <span className="faint">
          {family.facts}
          {!isOpen && `, ${family.entries.length} hidden`}
          {retired > 0 && `, ${retired} retired`}
        </span>
      </th>
    </tr>
  );
}
