import type { CSSProperties } from "react";
import { Link } from "wouter";
import type { Model } from "../../../../shared/schemas/model.ts";
import { Button } from "../../../components/Button.tsx";
import { Kbd } from "../../../components/Kbd.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Bone } from "../../../components/Skeleton.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { useSeriesClass } from "../../../components/Swatch.tsx";
import { chatPlace, isAnswering, isUp, isUsable } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { useChosenSettings, useSettingsDrafts } from "../runtime/settingsDrafts.ts";
import { FitAdvice } from "./FitAdvice.tsx";
import { FitBars } from "./FitBars.tsx";
import { FitFacts } from "./FitFacts.tsx";
import { useFit } from "./fitStore.ts";

const verdicts = { fits: { status: "ok", word: "fits" }, "after-unloading": { status: "warn", word: "after unloading" }, "too-large": { status: "warn", word: "too large" } } as const;

/** What the model takes with the settings in question against what is free, estimate beside measurement, and the button that loads it. */
export function FitSection({ model }: { model: Model }) {
  const series = useSeriesClass(model.name);
  const isDraft = useSettingsDrafts((state) => model.id in state.drafts);
  const answer = useFit(model, useChosenSettings(model));
  const { load, unload } = useModels.getState();
  const fit = answer?.fit ?? null;
  return (
    <section className={series} style={{ "--m": "var(--c)" } as CSSProperties} aria-label="Fit">
      <div className="section-head">
        <h2>Fit</h2>
        {isDraft && <span className="faint">with the changed settings</span>}
        <span className="spacer" />
        {fit && (!isUp(model) || isDraft) && <StatusMark {...verdicts[fit.verdict]} />}
      </div>
      {fit && <FitBars fit={fit} />}
      {fit && <FitFacts fit={fit} />}
      {fit && <FitAdvice model={model} fit={fit} />}
      {answer?.failure && <FailureNotice title="What it takes is not known" failure={answer.failure} />}
      {!answer && (isAnswering(model) ? <FitBones /> : <p className="small muted">{whyNot(model)}</p>)}
      {model.kind === "model" && (
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
      )}
    </section>
  );
}

function whyNot({ kind, fileState }: Model): string {
  if (kind === "adapter") return "An adapter is loaded on top of its base model, not by itself.";
  if (kind === "projector") return "A projector reads pictures for a multimodal model; it is not loaded by itself.";
  return `The file is ${fileState}, so what it needs is not known.`;
}

function FitBones() {
  return (
    <div className="fit-bones" aria-busy="true">
      {["100%", "70%", "84%", "60%", "76%"].map((width) => (
        <Bone key={width} width={width} />
      ))}
    </div>
  );
}
