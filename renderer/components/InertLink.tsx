import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { toFailure } from "../../shared/errors.ts";
import { shell } from "../api.ts";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";

const longestShown = 2000;
const shown = (url: string) => (url.length > longestShown ? `${url.slice(0, longestShown)}… (${url.length} characters)` : url);
const isWeb = (url: string) => /^https?:\/\//i.test(url);

/** A link in text that somebody else wrote: a click shows the whole address, a second one opens it outside. */
export function InertLink({ url, children }: { url: string; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger className="inert-link">{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="floating link-card" sideOffset={6} collisionPadding={16} aria-label="Where the link leads">
          <code>{shown(url)}</code>
          <div className="btn-row">
            {isWeb(url) ? (
              <Button small icon="external" onClick={() => void open(url)}>
                Open in the browser
              </Button>
            ) : (
              <span className="faint small">Not a web address; Tapedeck does not open it.</span>
            )}
            <CopyButton text={url} what="address" />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

async function open(url: string) {
  try {
    await shell.window.openLink({ url });
  } catch (error) {
    toast.error(`The link was not opened. ${toFailure(error).message}`);
  }
}

/** A picture in text that somebody else wrote. It is never fetched. */
export function InertImage({ url, alt }: { url: string; alt: string }) {
  return (
    <span className="inert-image">
      Picture{alt && ` “${alt}”`}, not loaded: <code>{shown(url)}</code>
    </span>
  );
}
