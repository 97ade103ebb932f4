import type { CSSProperties } from "react";
import type { Model } from "../../../../shared/schemas/model.ts";
import { Measure } from "../../../components/Measure.tsx";
import { formatBytes, unknown } from "../../../format.ts";
import { isUp } from "../library.ts";
import { ModelStateMark } from "../list/ModelStateMark.tsx";
import { useFit } from "./fitStore.ts";
import { fitOf } from "./memoryFit.ts";
import { useRoom } from "./useRoom.ts";

/** What a model needs against what is free (the mark), and its state in a word. */
export function FitCell({ model }: { model: Model }) {
  const answer = useFit(model, model.settings);
  const inUse = model.runtime.state === "loaded" ? model.runtime.memoryBytes : null;
  const needBytes = inUse ?? answer?.fit?.totalBytes ?? null;
  const room = useRoom(model);
  const fit = needBytes !== null && room ? fitOf(needBytes, room) : null;
  return (
    <span className="fit">
      {needBytes !== null && room ? <FitBar needBytes={needBytes} freeBytes={room.totalBytes - room.usedBytes} totalBytes={room.totalBytes} isLoaded={isUp(model)} /> : <span className="fit-bar is-none" />}
      <span className="num">{needBytes === null ? <span className="faint">{unknown}</span> : <Measure text={formatBytes(needBytes)} />}</span>
      <ModelStateMark model={model} fit={fit} />
    </span>
  );
}

function FitBar({ needBytes, freeBytes, totalBytes, isLoaded }: { needBytes: number; freeBytes: number; totalBytes: number; isLoaded: boolean }) {
  const percent = (bytes: number) => `${Math.min(100, (bytes / totalBytes) * 100)}%`;
  const isOver = !isLoaded && needBytes > freeBytes;
  const style = (values: Record<string, string>) => values as CSSProperties;
  return (
    <span className="fit-bar" role="img" aria-label={`needs ${formatBytes(needBytes)} of ${formatBytes(totalBytes)}`}>
      <i className={isLoaded ? "is-loaded" : undefined} style={style({ "--w": percent(isOver ? freeBytes : needBytes) })} />
      {isOver && <i className="is-over" style={style({ "--x": percent(freeBytes), "--w": percent(Math.min(needBytes, totalBytes) - freeBytes) })} />}
      <b style={style({ "--x": percent(freeBytes) })} />
    </span>
  );
}
