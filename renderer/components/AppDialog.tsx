import { Dialog } from "radix-ui";
import { useRef, type ReactNode, type RefObject } from "react";
import { Button } from "./Button.tsx";
import { classes } from "./classes.ts";

/** A question or a list over the page. Escape and the cross close it; the focus goes back to where it was. `foot`: its buttons; `start`: what has the focus at first. */
export function AppDialog({ title, body, isOpen, onClose, foot, start, children, size }: { title: string; body?: ReactNode; isOpen: boolean; onClose(): void; foot?: ReactNode; start?: RefObject<HTMLElement | null>; children?: ReactNode; size?: "wide" | "huge" }) {
  const before = useRef<Element | null>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className={classes("dialog", "floating", size && `is-${size}`)}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            if (!start?.current) return;
            event.preventDefault();
            start.current.focus();
          }}
          onCloseAutoFocus={(event) => {
            // There is no button that Radix could give it back to: a page opens its dialogs by keys too.
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
          }}
          {...(body ? {} : { "aria-describedby": undefined })}
        >
          <header className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <span className="spacer" />
            <Dialog.Close asChild>
              <Button kind="ghost" small icon="close" aria-label="Close" />
            </Dialog.Close>
          </header>
          {body && <Dialog.Description className="dialog-body">{body}</Dialog.Description>}
          {children}
          {foot && <footer className="dialog-foot">{foot}</footer>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
