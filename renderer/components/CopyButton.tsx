import { useEffect, useState } from "react";
import { toast } from "sonner";
import { Button } from "./Button.tsx";

/** Copies a text; `what` names it ("Copy SHA-256"). A function is asked when it is pressed. */
export function CopyButton({ text, what, children }: { text: string | (() => string); what: string; children?: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => void put(typeof text === "string" ? text : text(), what).then(setCopied);
  return (
    <Button kind="ghost" small icon={isCopied ? "ok" : "copy"} aria-label={children ? undefined : `Copy ${what}`} onClick={copy}>
      {children}
    </Button>
  );
}

/** Puts a text on the clipboard for an action that shows nothing by itself, and says so. */
export async function copyText(text: string, what: string): Promise<void> {
  if (await put(text, what)) toast.success(`Copied the ${what}`, { duration: 2000 });
}

/** Gives whether it is there; says why when it is not. */
async function put(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast.error(`The ${what} was not copied: the browser does not allow it here.`);
    return false;
  }
}
