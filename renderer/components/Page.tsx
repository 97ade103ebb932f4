import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "wouter";
import { usePalette } from "../features/palette/paletteStore.ts";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import { Kbd } from "./Kbd.tsx";

type PageProps = {
  /** Class of the page: `page-models`. */
  name: string;
  title: string;
  /** Where the page lies, before its title. */
  trail?: { title: string; to: string };
  /** The title is an id. */
  mono?: boolean;
  /** Beside the title: a switch of the view, a copy button. */
  tools?: ReactNode;
  /** A count in small grey. */
  note?: ReactNode;
  /** At most one of them primary. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A screen: its top line and its page, in the frame's grid. */
export function Page({ name, title, trail, mono, tools, note, actions, children }: PageProps) {
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Tapedeck`;
  }, [title]);
  // Whoever came here from something that is gone (the palette, a row of the last page) goes on with Tab from the page's start.
  useEffect(() => {
    if (document.activeElement === document.body) page.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header className="topbar">
        <div className="place">
          {trail && (
            <>
              <Link href={trail.to}>{trail.title}</Link>
              <Icon name="right" small />
            </>
          )}
          <h1 className={classes(mono && "mono", "clip")}>{title}</h1>
          {tools}
        </div>
        {note && <span className="small faint tabular nowrap">{note}</span>}
        <button className="omni" type="button" onClick={usePalette.getState().open}>
          <Icon name="search" />
          Search or run a command <Kbd of="mod+K" />
        </button>
        {actions && <div className="btn-row">{actions}</div>}
      </header>
      <main className={`page page-${name}`} id="page" tabIndex={-1} ref={page}>
        {children}
      </main>
    </>
  );
}
