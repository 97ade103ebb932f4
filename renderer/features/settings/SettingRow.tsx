import type { ReactNode } from "react";

/** One setting: its name, what it does, its control. */
export function SettingRow({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="setting">
      <div>
        <h3>{name}</h3>
        {note && <p>{note}</p>}
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}
