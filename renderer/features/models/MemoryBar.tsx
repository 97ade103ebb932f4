import type { CSSProperties } from "react";
import { formatBytes } from "../../format.ts";
import type { Need, Room } from "./memoryFit.ts";

/** What is in use and what the model needs on top, on one line as long as both together, with a mark where the memory ends. */
export function MemoryBar({ need, room, isUp }: { need: Need; room: Room; isUp: boolean }) {
  const ownBytes = isUp ? Math.min(need.totalBytes, room.usedBytes) : 0;
  const otherBytes = room.usedBytes - ownBytes;
  const wholeBytes = Math.max(room.totalBytes, otherBytes + need.totalBytes);
  const percent = (bytes: number) => `${(bytes / wholeBytes) * 100}%`;
  const at = (bytes: number) => ({ "--x": percent(bytes) }) as CSSProperties;
  const wide = (bytes: number) => ({ "--w": percent(bytes) }) as CSSProperties;
  // Two words on top of each other say nothing: the middle one goes when it would touch an end.
  const isUsedShown = otherBytes / wholeBytes > 0.2 && (room.totalBytes - otherBytes) / wholeBytes > 0.24;
  return (
    <>
      <div className="memory" role="img" aria-label={`${formatBytes(otherBytes)} in use by others; this model needs ${formatBytes(need.totalBytes)}; there are ${formatBytes(room.totalBytes)}`}>
        <i className="used" style={wide(otherBytes)} />
        <i className="m-weights" style={wide(need.weightsBytes)} />
        <i className="m-kv" style={wide(need.contextBytes)} />
        <i className="m-buf" style={wide(need.buffersBytes)} />
        <b style={at(room.totalBytes)} />
      </div>
      <div className="memory-axis">
        <span style={at(0)}>0</span>
        {isUsedShown && <span style={at(otherBytes)}>{formatBytes(otherBytes)} in use</span>}
        <span className="is-end" style={at(room.totalBytes)}>
          {formatBytes(room.totalBytes)}
        </span>
      </div>
    </>
  );
}
