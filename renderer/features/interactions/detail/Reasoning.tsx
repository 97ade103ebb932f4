import { useState } from "react";
import { Button } from "../../../components/Button.tsx";
import { formatCount } from "../../../format.ts";
import { LongText } from "../../playground/LongText.tsx";

/** What the model thought before it answered; closed at first, because it is not the answer. */
export function Reasoning({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="turn">
      <span className="role">Thought</span>
      <div>
        <Button small kind="ghost" icon={isOpen ? "down" : "right"} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Hide what it thought" : `Show what it thought, ${formatCount(text.length)} characters`}
        </Button>
        {isOpen && <LongText text={text} />}
      </div>
    </div>
  );
}
