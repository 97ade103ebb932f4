import type { TokenLogprob } from "../../../../shared/schemas/logprobs.ts";
import { probabilityWords } from "./tokenHeat.ts";

/** How likely a token of the answer was, beside the likeliest ones at its place. */
export function TokenChances({ index, logprob }: { index: number; logprob: TokenLogprob }) {
  const rows = logprob.top.some(({ token }) => token === logprob.token) ? logprob.top : [logprob, ...logprob.top];
  return (
    <table className="table token-chances">
      <thead>
        <tr>
          <th scope="col">Token {index}</th>
          <th scope="col" className="num">Likely</th>
          <th scope="col">
            <span className="visually-hidden">As a bar</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ token, text, logprob: each }, row) => (
          <tr key={row} className={token === logprob.token ? "strong" : undefined}>
            <td className="mono">{JSON.stringify(text)}</td>
            <td className="num">{probabilityWords(each)}</td>
            <td className="token-chance">
              <i style={{ width: `${Math.exp(each) * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
