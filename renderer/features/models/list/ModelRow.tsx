import { useEffect, useRef } from "react";
import type { Model } from "../../../../shared/schemas/model.ts";
import { Icon } from "../../../components/Icon.tsx";
import { Measure } from "../../../components/Measure.tsx";
import { RightClickMenu } from "../../../components/Menu.tsx";
import { Swatch } from "../../../components/Swatch.tsx";
import { formatBytes, speedDigits, unknown } from "../../../format.ts";
import { go } from "../../../router.ts";
import { FitCell } from "../fit/FitCell.tsx";
import { modelPlace } from "../library.ts";
import { useInspect } from "../useInspect.ts";
import type { Entry } from "./families.ts";
import { FindingsBadge } from "./FindingsBadge.tsx";
import { keepFocus } from "./focusSelectedRow.ts";
import { modelActions } from "./modelActions.ts";

type ModelRowProps = { entry: Entry; isSelected: boolean; isMarked: boolean; onChoose(id: string): void; onMark(id: string): void };

/** One version in the list. The selected row is the one that Tab reaches, and it keeps the focus that a row had. */
export function ModelRow({ entry: { model, isOnBase }, isSelected, isMarked, onChoose, onMark }: ModelRowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isSelected) keepFocus(row.current);
  }, [isSelected]);
  useInspect(model);
  const speed = model.runtime.state === "loaded" ? model.runtime.tokensPerSecond : null;
  return (
    <RightClickMenu actions={modelActions(model, isMarked, onMark)}>
      <tr ref={row} role="row" aria-level={2} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} className={model.isRetired ? "is-retired" : undefined} onClick={() => onChoose(model.id)} onDoubleClick={() => go(modelPlace(model))} onContextMenu={() => onChoose(model.id)} data-model={model.name}>
        <td role="gridcell">
          <span className={isOnBase ? "who version is-on-base" : "who version"} title={model.name}>
            {isOnBase && <span className="base-line" aria-hidden="true" />}
            <Swatch name={model.name} />
            <span className="clip">{versionWords(model)}</span>
            <FindingsBadge model={model} />
            {model.settings.isPinned && <Icon name="pin" small />}
            {model.isRetired && <span className="tag">retired</span>}
            {isMarked && (
              <span className="tag">
                <Icon name="compare" small /> marked
              </span>
            )}
          </span>
        </td>
        <td role="gridcell">{[model.quantization, kindWords[model.kind]].filter(Boolean).join(", ")}</td>
        <td role="gridcell" className="num">
          <Measure text={formatBytes(model.sizeBytes)} />
        </td>
        <td role="gridcell" className="num">{speed === null ? <span className="faint">{unknown}</span> : speedDigits(speed)}</td>
        <td role="gridcell">
          <FitCell model={model} />
        </td>
      </tr>
    </RightClickMenu>
  );
}

const kindWords = { model: "", adapter: "LoRA", projector: "projector" };

/** A version as long as some makers write it says less than the name. */
const longestVersion = 12;

/** What a row is called within its family: its version, where that is short; an adapter has a name of its own. */
function versionWords({ version, name, kind }: Model): string {
  return kind === "model" && version !== "" && version.length <= longestVersion ? version : name;
}
