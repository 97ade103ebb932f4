import { useState } from "react";

/** Words with commas between them. */
export function ListField({ label, value, placeholder, onChange }: { label: string; value: readonly string[]; placeholder: string; onChange(value: string[]): void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className="field list-field"
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      value={typed ?? value.join(", ")}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange([...new Set(target.value.split(",").map((word) => word.trim()).filter(Boolean))]);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
