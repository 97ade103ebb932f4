import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { formatDuration } from "../../../format.ts";
import { statusWords } from "../statusWords.ts";

/** Every try at a deployment, and what came of it. */
export function AttemptsSection({ interaction }: { interaction: Interaction }) {
  const { attempts, finishReason } = interaction;
  if (attempts.length === 0) return null;
  return (
    <section>
      <div className="section-head">
        <h2>Attempts</h2>
      </div>
      <table className="table attempts">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Target</th>
            <th scope="col">Outcome</th>
            <th scope="col" className="num">Took</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, index) => {
            const isLast = index === attempts.length - 1;
            const { mark, word, cause } = statusWords({ status: attempt.outcome, finishReason: isLast ? finishReason : null, error: attempt.error });
            return (
              <tr key={index} title={attempt.error?.message}>
                <td className="tabular">{index + 1}</td>
                <td className="clip">
                  <Who name={attempt.deployment} className="clip" />
                </td>
                <td className="clip">
                  <StatusMark status={mark} word={cause ?? (isLast ? finishReason : null) ?? word} />
                </td>
                <td className="num">{formatDuration(attempt.durationMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
