import { Measure } from "../../components/Measure.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatCount, formatDuration, formatNoun, formatSpeed, unknown } from "../../format.ts";
import { Letter } from "./Letter.tsx";
import type { ColumnFacts } from "./outcome.ts";
import type { Ordered } from "./ordered.ts";

const measures: { title: string; of(facts: ColumnFacts): string }[] = [
  { title: "First token, median", of: ({ firstTokenMs }) => formatDuration(firstTokenMs) },
  { title: "Output speed, median", of: ({ tokensPerSecond }) => formatSpeed(tokensPerSecond) },
  { title: "Tokens written", of: ({ tokens }) => formatCount(tokens) },
];

/** The figures of each column: for two from A to B, for more a line each. */
export function Measures({ ordered: { targets, original }, facts }: { ordered: Ordered; facts: readonly ColumnFacts[] }) {
  if (targets.length === 2)
    return (
      <dl className="measures">
        <div>
          <dt>Same answer</dt>
          <dd>
            <b>{facts[1]!.compared === 0 ? unknown : formatCount(facts[1]!.compared - facts[1]!.different)}</b> <span className="unit">of {formatNoun(facts[1]!.compared, "input")}</span>
          </dd>
        </div>
        {measures.map(({ title, of }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <span className="was">{of(facts[0]!)}</span>{" "}
              <b>
                <Measure text={of(facts[1]!)} />
              </b>
            </dd>
          </div>
        ))}
      </dl>
    );
  return (
    <div className="measures-table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="num">
              Same as A
            </th>
            <th scope="col" className="num">
              Failed
            </th>
            {measures.map(({ title }) => (
              <th key={title} scope="col" className="num">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {targets.map((name, column) => {
            const { compared, different, failed } = facts[column]!;
            return (
              <tr key={original[column]}>
                <td>
                  <span className="who-letter">
                    <Letter column={column} /> <Who name={name} />
                  </span>
                </td>
                <td className="num">{column === 0 || compared === 0 ? unknown : `${compared - different} of ${compared}`}</td>
                <td className="num">{formatCount(failed)}</td>
                {measures.map(({ title, of }) => (
                  <td key={title} className="num">
                    <Measure text={of(facts[column]!)} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
