import type { Words } from "./replaySentence.ts";

export function Sentence({ words }: { words: readonly Words[] }) {
  return <p className="replay-sentence">{words.map(({ text, isStrong }, index) => (isStrong ? <b key={index}>{text}</b> : text))}</p>;
}
