import { link, useConnection } from "../api.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

/** Says that the core is away, over the page's foot, and goes when it is back. */
export function ConnectionLine() {
  const connection = useConnection();
  if (connection.state !== "lost") return null;
  return (
    <div className="connection-line">
      <Notice tone="warn" line title={connection.why.message} body={connection.why.fix}>
        <Button small onClick={link.retry}>
          Try now
        </Button>
      </Notice>
    </div>
  );
}
