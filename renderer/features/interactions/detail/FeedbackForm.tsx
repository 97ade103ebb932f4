import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/Button.tsx";
import { Field } from "../../../components/Field.tsx";
import { Segmented } from "../../../components/Segmented.tsx";
import { useBeside } from "./besideStore.ts";

const verdicts = [
  { value: "good", label: "Good" },
  { value: "bad", label: "Bad" },
  { value: "none", label: "Neither" },
] as const;
type Verdict = (typeof verdicts)[number]["value"];

/** Feedback that a person gives: a verdict, a comment, what should have been said. */
export function FeedbackForm({ onDone }: { onDone(): void }) {
  const isSaving = useBeside((state) => state.isSaving);
  const [name, setName] = useState("rating");
  const [verdict, setVerdict] = useState<Verdict>("good");
  const [comment, setComment] = useState("");
  const [correction, setCorrection] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const isEmpty = verdict === "none" && comment.trim() === "" && correction.trim() === "";
  async function save(): Promise<void> {
    const isStored = await useBeside.getState().add({
      name: name.trim(),
      label: verdict === "none" ? null : verdict,
      value: verdict === "none" ? null : verdict === "good" ? 1 : 0,
      comment: comment.trim() === "" ? null : comment,
      correction: correction.trim() === "" ? null : correction,
      annotator: null,
    });
    if (!isStored) return;
    toast.success("Added the feedback", { duration: 2000 });
    onDone();
  }
  return (
    <form
      className="feedback-form"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onDone();
        } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isEmpty) void save();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Segmented label="Verdict" value={verdict} options={verdicts} onChange={(next: Verdict) => setVerdict(next)} />
      <label className="label" htmlFor="feedback-comment">Comment</label>
      <textarea ref={field} id="feedback-comment" className="field" rows={2} maxLength={100_000} value={comment} onChange={(event) => setComment(event.target.value)} />
      <label className="label" htmlFor="feedback-correction">What it should have said</label>
      <textarea id="feedback-correction" className="field" rows={2} maxLength={1_000_000} value={correction} onChange={(event) => setCorrection(event.target.value)} />
      <Field label="Name of the score" value={name} onChange={setName} maxLength={200} />
      <div className="btn-row">
        <Button small kind="primary" type="submit" hotkey="mod+enter" disabled={isSaving || isEmpty || name.trim() === ""}>
          Add
        </Button>
        <Button small type="button" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
