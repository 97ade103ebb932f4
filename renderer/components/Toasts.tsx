import { Toaster } from "sonner";
import { Icon } from "./Icon.tsx";

/** Short messages above the status bar. A store's or page's `toast(…)` lands here. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      offset={{ bottom: 40, right: 16 }}
      visibleToasts={4}
      gap={8}
      containerAriaLabel="Messages"
      icons={{ success: <Icon name="ok" />, error: <Icon name="error" />, warning: <Icon name="warn" />, info: <Icon name="info" />, close: <Icon name="close" small /> }}
      toastOptions={{ unstyled: true, closeButton: true, classNames: { toast: "toast floating", content: "toast-content", title: "toast-title", description: "toast-note", actionButton: "btn is-small", closeButton: "btn is-small is-ghost is-icon", success: "is-ok", error: "is-error", warning: "is-warn" } }}
    />
  );
}
