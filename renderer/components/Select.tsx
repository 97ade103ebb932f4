import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";

export type Option = { value: string; label: string; shown?: ReactNode; note?: string };

/** One of many, as a chip that opens a list. */
export function Select({ label, value, options, onChange, placeholder = "Choose", disabled }: { label: string; value: string; options: readonly Option[]; onChange(value: string): void; placeholder?: string; disabled?: boolean }) {
  return (
    <Radix.Root value={value} onValueChange={onChange} disabled={disabled}>
      <Radix.Trigger className="chip select-trigger" aria-label={label}>
        <Radix.Value placeholder={placeholder} />
        <Icon name="down" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="floating menu" position="popper" sideOffset={4}>
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} textValue={option.label} className="menu-item">
                <Radix.ItemText>{option.shown ?? option.label}</Radix.ItemText>
                {option.note && <span className="menu-note">{option.note}</span>}
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
