/** A formatted number with its unit in lighter grey: `<Measure text={formatDuration(ms)} />`. */
export function Measure({ text }: { text: string }) {
  const cut = text.indexOf(" ");
  if (cut < 0) return text;
  return (
    <>
      {text.slice(0, cut)} <span className="unit">{text.slice(cut + 1)}</span>
    </>
  );
}
