import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";

type NoticeProps = { tone?: "error" | "warn" | "info"; title: string; body?: ReactNode; fix?: ReactNode; line?: boolean; children?: ReactNode };

/** What happened (`title`), why (`body`), what to do (`fix`, and buttons as children). `line`: one line across a page. */
export function Notice({ tone = "error", title, body, fix, line, children }: NoticeProps) {
  const icon = tone === "error" ? "error" : tone === "warn" ? "warn" : "info";
  return (
    <div className={classes("notice", tone !== "info" && `is-${tone}`, line && "is-line")} role={tone === "error" ? "alert" : "status"}>
      <Icon name={icon} />
      {line ? (
        <span className="clip">
          <b>{title}</b> {body} {fix}
        </span>
      ) : (
        <>
          <p className="notice-title">{title}</p>
          {body && <p>{body}</p>}
          {fix && <p>{fix}</p>}
        </>
      )}
      {children && <div className="btn-row">{children}</div>}
    </div>
  );
}

/** A failure as it came over the port. */
export function FailureNotice({ title, failure, children }: { title: string; failure: { message: string; fix?: string | undefined }; children?: ReactNode }) {
  return (
    <Notice title={title} body={failure.message} fix={failure.fix}>
      {children}
    </Notice>
  );
}
