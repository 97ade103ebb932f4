import { useEffect, useRef } from "react";
import type { Model } from "../../../shared/schemas/model.ts";
import { copyText } from "../../components/CopyButton.tsx";
import { RightClickMenu, type MenuAction } from "../../components/Menu.tsx";
import { Measure } from "../../components/Measure.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Swatch } from "../../components/Swatch.tsx";
import { formatBytes, speedDigits, unknown } from "../../format.ts";
import { go } from "../../router.ts";
import { FitCell } from "./FitCell.tsx";
import { chatPlace, isEmbedded, isUp, isUsable } from "./library.ts";
import { useModels } from "./modelsStore.ts";
import { takeOut } from "./takeOut.ts";

/** One version in the list. The selected row is the one that Tab reaches, and it keeps the focus that a row had. */
export function ModelRow({ model, isSelected, isMarked, onChoose, onMark }: { model: Model; isSelected: boolean; isMarked: boolean; onChoose(id: string): void; onMark(id: string): void }) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (!isSelected) return;
    row.current?.scrollIntoView({ block: "nearest" });
    if (document.activeElement?.closest("tr") || document.activeElement === document.body || document.activeElement?.id === "page") row.current?.focus({ preventScroll: true });
  }, [isSelected]);
  useEffect(() => void useModels.getState().inspect(model), [model]);
  const speed = model.runtime.state === "loaded" ? model.runtime.tokensPerSecond : null;
  const { load, unload } = useModels.getState();
  const actions: MenuAction[] = [
    { label: isUp(model) ? "Unload" : "Load", icon: "models", hotkey: "l", isDisabled: !isUp(model) && !isUsable(model), run: () => void (isUp(model) ? unload : load)(model.id) },
    { label: "Chat in the Playground", icon: "playground", hotkey: "p", isDisabled: !isUsable(model), run: () => go(chatPlace(model)) },
    { label: isMarked ? "Unmark" : "Mark to compare", icon: "compare", hotkey: "x", run: () => onMark(model.id) },
    { label: "Copy SHA-256", icon: "copy", isDisabled: model.sha256 === null, run: () => void copyText(model.sha256 ?? "", "SHA-256") },
    { label: "Copy id", icon: "copy", run: () => void copyText(model.id, "id") },
    { label: "Remove from the library", icon: "trash", hotkey: "Delete", isDanger: true, isDisabled: isEmbedded(model), run: () => takeOut(model) },
  ];
  return (
    <RightClickMenu actions={actions}>
      <tr ref={row} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} onClick={() => onChoose(model.id)} onContextMenu={() => onChoose(model.id)} data-model={model.name}>
        <td>
          <span className="who version" title={model.name}>
            <Swatch name={model.name} />
            <span className="clip">{model.version || model.name}</span>
            {isMarked && (
              <span className="tag">
                <Icon name="compare" small /> marked
              </span>
            )}
          </span>
        </td>
        <td>{model.quantization}</td>
        <td className="num">
          <Measure text={formatBytes(model.sizeBytes)} />
        </td>
        <td className="num">{speed === null ? <span className="faint">{unknown}</span> : speedDigits(speed)}</td>
        <td>
          <FitCell model={model} />
        </td>
      </tr>
    </RightClickMenu>
  );
}
