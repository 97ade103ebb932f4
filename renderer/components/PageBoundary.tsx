import { Component, type ReactNode } from "react";
import { Button } from "./Button.tsx";
import { copyText } from "./CopyButton.tsx";
import { Notice } from "./Notice.tsx";

/** Keeps a fault of one page from taking the frame with it. `place` changes with the address and clears the fault. */
export class PageBoundary extends Component<{ place: string; children: ReactNode }, { place: string; error: Error | null }> {
  override state: { place: string; error: Error | null } = { place: this.props.place, error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ place }: { place: string }, before: { place: string }) {
    return place === before.place ? null : { place, error: null };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="page page-fault">
        <Notice title="This page could not be shown" body={`A fault in Tapedeck's interface: ${error.message}`} fix="Show it again; if it comes back, copy the details for a report. Nothing recorded is lost.">
          <Button small onClick={() => this.setState({ error: null })}>
            Show again
          </Button>
          <Button small kind="ghost" icon="copy" onClick={() => void copyText(error.stack ?? error.message, "details")}>
            Details
          </Button>
        </Notice>
      </main>
    );
  }
}
