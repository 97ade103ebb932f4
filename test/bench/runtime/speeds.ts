import { interleaved, median, summary } from "../rounds.ts";

/** Answers one request and gives how many tokens came. */
export type Ask = () => Promise<number>;

/**
 * Tokens per second of `streams` answers at one time, from the requests to the end of the last answer, prompts included; medians of
 * interleaved rounds. Throws where an answer has another length than asked for: then the contenders did not do the same work.
 */
export async function compareSpeeds(title: string, contenders: { name: string; ask: Ask }[], { streams, answerTokens, rounds }: { streams: number; answerTokens: number; rounds: number }): Promise<void> {
  const results = await interleaved(
    contenders.map(({ name, ask }) => ({
      name,
      async measure() {
        const startedAt = performance.now();
        const counts = await Promise.all(Array.from({ length: streams }, ask));
        const seconds = (performance.now() - startedAt) / 1000;
        const other = counts.find((count) => count !== answerTokens);
        if (other !== undefined) throw new Error(`${name} gave ${other} tokens, not ${answerTokens}.`);
        return (streams * answerTokens) / seconds;
      },
    })),
    rounds,
  );
  const base = results.get(contenders[0]!.name)!;
  console.log(`\n${title}`);
  for (const [name, values] of results) {
    const ratios = values.map((value, round) => value / base[round]!);
    console.log(`  ${name.padEnd(44)} ${summary(values, 1).padEnd(26)} ratio ${median(ratios).toFixed(3)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`);
  }
}
