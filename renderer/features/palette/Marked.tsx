import { classes } from "../../components/classes.ts";

/** A name with the part of it that was searched for marked. */
export function Marked({ text, part, mono }: { text: string; part: string; mono?: boolean }) {
  const at = part ? text.toLowerCase().indexOf(part.toLowerCase()) : -1;
  return (
    <span className={classes("nowrap", mono && "mono")}>
      {at < 0 ? (
        text
      ) : (
        <>
          {text.slice(0, at)}
          <mark>{text.slice(at, at + part.length)}</mark>
          {text.slice(at + part.length)}
        </>
      )}
    </span>
  );
}
