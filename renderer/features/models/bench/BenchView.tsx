import { useEffect, useMemo } from "react";
import type { Model } from "../../../../shared/schemas/model.ts";
import { LineChart } from "../../../components/chart/LineChart.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Segmented } from "../../../components/Segmented.tsx";
import { formatCount, formatDuration, formatSpeed } from "../../../format.ts";
import { useQueryValue } from "../../../router.ts";
import { byText, isAnswering, siblings } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { useSeries } from "../seriesStore.ts";
import { BenchTable } from "./BenchTable.tsx";
import { BenchButtons } from "./BenchButtons.tsx";
import { depthChart, measures, newestOfEach, type Measure } from "./benchSeries.ts";
import { useBench } from "./benchStore.ts";
import { RunTable } from "./RunTable.tsx";
import { useBenchJob } from "./useBenchJob.ts";

const scopes = [
  { value: "family", label: "Newest of each version" },
  { value: "runs", label: "Runs of this model" },
] as const;

/** How fast the model is: over depths, over its family's versions or its own runs, with every figure behind the lines. */
export function BenchView({ model }: { model: Model }) {
  const { results, failure } = useBench();
  const models = useModels((state) => state.models);
  const series = useSeries((state) => state.series);
  const [scopeText, setScope] = useQueryValue("scope");
  const [measureText, setMeasure] = useQueryValue("measure");
  const [chosen, choose] = useQueryValue("run");
  const job = useBenchJob(model);
  useEffect(() => void useBench.getState().refresh(), []);
  const scope = scopeText === "runs" ? "runs" : "family";
  const measure: Measure = measures.find(({ value }) => value === measureText)?.value ?? "generation";
  const hashes = useMemo(() => new Set([model, ...siblings(models ?? [], model)].map(({ sha256 }) => sha256)), [model, models]);
  const own = useMemo(() => (results ?? []).filter(({ modelSha256 }) => modelSha256 === model.sha256), [results, model.sha256]);
  const drawn = useMemo(() => (scope === "runs" ? own : newestOfEach((results ?? []).filter(({ modelSha256 }) => hashes.has(modelSha256))).sort((a, b) => byText.compare(a.modelName, b.modelName))), [scope, own, results, hashes]);
  // Several runs of one model would have one colour: then the palette is gone through in order.
  const content = useMemo(() => depthChart(drawn, measure, (result, index) => `var(--series-${scope === "runs" ? (index % 8) + 1 : (series[result.modelName] ?? (index % 8) + 1)})`), [drawn, measure, scope, series]);
  const shown = drawn.find(({ id }) => id === chosen) ?? own[0] ?? drawn[0];
  const formatY = measure === "firstToken" ? formatDuration : formatSpeed;
  return (
    <section className="pane bench-view" aria-label="Bench">
      <div className="filterbar">
        <Segmented label="What is drawn" value={scope} options={scopes} onChange={setScope} />
        <Segmented label="Measure" value={measure} options={measures} onChange={setMeasure} />
        <span className="spacer" />
        <BenchButtons model={model} job={job} />
      </div>
      <div className="bench-body" tabIndex={0} role="group" aria-label="Results">
        {failure && <FailureNotice title="The bench could not be done" failure={failure} />}
        {results !== null && drawn.length === 0 && <EmptyState icon="bench" title="Nothing measured yet" body={isAnswering(model) ? "A bench loads the model in processes of its own and measures prompt and generation speed over depths, slots and replicas. Quick takes seconds." : "Only a model whose file is there can be measured."} />}
        {content.series.length > 0 && <LineChart content={content} formatX={formatCount} formatY={formatY} />}
        {drawn.length > 0 && (
          <>
            <div className="section-head">
              <h2>Runs</h2>
            </div>
            <RunTable results={drawn} all={results ?? []} chosen={shown?.id} onChoose={choose} />
          </>
        )}
        {shown && (
          <>
            <div className="section-head">
              <h2>Figures</h2>
              <span className="faint">
                {shown.modelName}, {shown.machine.cpu}, {shown.machine.cores} cores, {shown.engine}
              </span>
            </div>
            <BenchTable result={shown} />
          </>
        )}
      </div>
    </section>
  );
}
