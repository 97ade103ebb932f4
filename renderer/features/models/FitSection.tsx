import type { CSSProperties } from "react";
import { Link } from "wouter";
import type { Model } from "../../../shared/schemas/model.ts";
import { Button } from "../../components/Button.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { useSeriesClass } from "../../components/Swatch.tsx";
import { formatBytes, formatCount } from "../../format.ts";
import { chatPlace, isUp, isUsable } from "./library.ts";
import { MemoryBar } from "./MemoryBar.tsx";
import { fitOf, needOf } from "./memoryFit.ts";
import { useRoom } from "./useRoom.ts";
import { useInspection, useModels } from "./modelsStore.ts";

/** What the model needs in memory and what is free, and the button that loads it. */
export function FitSection({ model }: { model: Model }) {
  const inspection = useInspection(model);
  const series = useSeriesClass(model.name);
  const { load, unload } = useModels.getState();
  const estimate = inspection && "valid" in inspection && inspection.valid ? inspection.estimate : null;
  const need = estimate && needOf(estimate, model.settings, model.contextLength);
  const room = useRoom(model);
  const fit = need && room && !isUp(model) ? fitOf(need.totalBytes, room) : null;
  const missingBytes = need && room ? need.totalBytes - (room.totalBytes - room.usedBytes) : 0;
  return (
    <section className={series} style={{ "--m": "var(--c)" } as CSSProperties}>
      <div className="section-head">
        <h2>Fit</h2>
        {room && (
          <span className="faint tabular clip">
            {room.name}, {formatBytes(room.totalBytes)}
          </span>
        )}
        <span className="spacer" />
        {fit === "fits" && <StatusMark status="ok" word="fits" />}
        {fit !== null && fit !== "fits" && <StatusMark status="warn" word={`needs ${formatBytes(missingBytes)} more`} />}
      </div>
      {need && room ? <MemoryBar need={need} room={room} isUp={isUp(model)} /> : <p className="small muted">{isUsable(model) ? "The header of the file is being read." : "The file cannot be read, so what it needs is not known."}</p>}
      {need && (
        <dl className="facts tabular fit-facts">
          <dt>
            <i className="swatch m-weights" />
            Weights
          </dt>
          <dd className="num">{formatBytes(need.weightsBytes)}</dd>
          <dt>
            <i className="swatch m-kv" />
            Context, {formatCount(need.contextTokens)} tokens{need.slots > 1 && ` × ${need.slots} slots`}
          </dt>
          <dd className="num">{formatBytes(need.contextBytes)}</dd>
          <dt>
            <i className="swatch m-buf" />
            Compute buffers
          </dt>
          <dd className="num">{formatBytes(need.buffersBytes)}</dd>
          <dt className="total">Needed</dt>
          <dd className="num total">{formatBytes(need.totalBytes)}</dd>
        </dl>
      )}
      <div className="btn-row fit-actions">
        {isUp(model) ? (
          <Button small hotkey="l" onClick={() => void unload(model.id)}>
            {model.runtime.state === "loading" ? "Stop loading" : "Unload"}
          </Button>
        ) : (
          <Button small hotkey="l" disabled={!isUsable(model)} onClick={() => void load(model.id)}>
            Load
          </Button>
        )}
        {isUsable(model) && (
          <Link className="btn is-small is-ghost" href={chatPlace(model)}>
            Chat <Kbd of="p" />
          </Link>
        )}
      </div>
    </section>
  );
}
