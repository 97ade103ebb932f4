import { useState } from "react";
import type { Feedback } from "../../../../shared/schemas/feedback.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Time } from "../../../components/Time.tsx";
import { LongText } from "../../playground/LongText.tsx";
import { useBeside } from "./besideStore.ts";
import { FeedbackForm } from "./FeedbackForm.tsx";

/** What was said of the answer, and a way to say more. */
export function FeedbackSection({ id }: { id: string }) {
  const feedback = useBeside((state) => (state.id === id ? state.feedback : null));
  const failure = useBeside((state) => (state.id === id ? state.failure : null));
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="conversation feedback">
      {feedback?.map((each) => (
        <Said key={each.id} feedback={each} />
      ))}
      {failure && (
        <div className="turn">
          <span className="role">Feedback</span>
          <FailureNotice title={feedback ? "The feedback was not stored" : "The feedback could not be read"} failure={failure} />
        </div>
      )}
      <div className="turn">
        <span className="role">{feedback?.length ? "" : "Feedback"}</span>
        {isAdding ? (
          <FeedbackForm onDone={() => setAdding(false)} />
        ) : (
          <div>
            <Button small kind="ghost" icon="plus" id="add-feedback" aria-busy={feedback === null} onClick={() => setAdding(true)}>
              Add feedback
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function Said({ feedback: { name, value, label, comment, correction, annotator, createdAt } }: { feedback: Feedback }) {
  const verdict = [label, value === null ? null : String(value)].filter((part) => part !== null).join(", ");
  return (
    <div className="turn">
      <span className="role">Feedback</span>
      <div className="feedback-said">
        <p>
          <b>{name}</b>
          {verdict && `: ${verdict}`}{" "}
          <span className="faint small">
            {annotator && `by ${annotator}, `}
            <Time at={createdAt} />
          </span>
        </p>
        {comment !== null && <LongText text={comment} most={1200} />}
        {correction !== null && (
          <div className="feedback-correction">
            <span className="label">
              Correction <CopyButton text={correction} what="correction" />
            </span>
            <LongText text={correction} most={1200} />
          </div>
        )}
      </div>
    </div>
  );
}
