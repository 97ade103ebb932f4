import type { ToolCall } from "../../../shared/schemas/tools.ts";
import { CopyButton } from "../../components/CopyButton.tsx";
import { LongText } from "../playground/LongText.tsx";

/** The tools that a message calls, each with its arguments as the model wrote them. */
export function ToolCallList({ calls }: { calls: readonly ToolCall[] }) {
  return (
    <div className="turn">
      <span className="role">Calls</span>
      <ul className="tool-calls">
        {calls.map(({ id, name, arguments: given }) => (
          <li key={id}>
            <span className="tool-call-head">
              <code className="strong">{name}</code>
              <code className="faint" title="The call's id">{id}</code>
              <CopyButton text={given} what={`arguments of ${name}`} />
            </span>
            <div className="raw">
              <LongText text={given} most={1200} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
