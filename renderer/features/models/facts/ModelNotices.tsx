import type { Model } from "../../../../shared/schemas/model.ts";
import { Notice } from "../../../components/Notice.tsx";

/** What a person must know of how a model runs: that it fell to the processor, or runs with older settings. */
export function ModelNotices({ model: { runtime, firstLoad } }: { model: Model }) {
  const notices = "notices" in runtime ? (runtime.notices ?? []) : [];
  const isRefused = firstLoad?.state === "failed";
  if (notices.length === 0 && !isRefused) return null;
  return (
    <section className="troubles">
      {notices.map(({ kind, what, why, fix }) => (
        <Notice key={kind} tone="warn" title={what} body={why} fix={fix} />
      ))}
      {isRefused && <Notice tone="warn" title="Its first load failed" body={firstLoad.reason} fix="It was tried in a process of its own, which ended. Fetch the file again, or load it to try once more." />}
    </section>
  );
}
