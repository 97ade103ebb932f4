import { useEffect } from "react";
import type { Model } from "../../../../shared/schemas/model.ts";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Bone } from "../../../components/Skeleton.tsx";
import { useTemplateDiff } from "./templateDiffStore.ts";

/** What the template of `other` has that this one has not, and the other way round, in one text. */
export function TemplateDiff({ model, other }: { model: Model; other: Model }) {
  const key = `${other.id} ${model.id}`;
  const comparison = useTemplateDiff((state) => (state.key === key ? state.comparison : null));
  const failure = useTemplateDiff((state) => (state.key === key ? state.failure : null));
  useEffect(() => void useTemplateDiff.getState().open(other.id, model.id), [model.id, other.id]);
  if (failure) return <FailureNotice title="The templates could not be compared" failure={failure} />;
  if (!comparison) return <Bone width="60%" />;
  if (comparison.same) return <p className="small muted">{model.name} and {other.name} have the same template, byte for byte.</p>;
  return (
    <pre className="diff template-text" tabIndex={0} aria-label={`Template of ${model.name}, struck: only in ${other.name}, underlined: only here`}>
      {comparison.diff.map(({ kind, text }, index) => (kind === "same" ? text : kind === "removed" ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>))}
    </pre>
  );
}
