/** Least surprise, in nats, of each step of heat above the first. */
const steps = [0.1, 0.5, 1, 2];

/** The class of a token by how unexpected it was: none up to 0.1 nats, `h4` from 2 nats on. */
export function heatClass(logprob: number | undefined): string {
  const step = logprob === undefined ? 0 : steps.filter((least) => -logprob >= least).length;
  return step === 0 ? "" : `h${step}`;
}

/** 41.2%, 0.03%, under 0.01%. */
export function probabilityWords(logprob: number): string {
  const percent = Math.exp(logprob) * 100;
  if (percent < 0.01) return "under 0.01%";
  return `${percent >= 1 ? percent.toFixed(1) : percent.toFixed(2)}%`;
}
