import type { Comparison } from "../../../shared/schemas/comparison.ts";
import { setupAddress } from "./compareSetupStore.ts";

/** The address of the setup that would make this comparison again. */
export function againAddress({ targets, inputs, sampling }: Comparison): string {
  const chosen = inputs.flatMap(({ interactionId }) => interactionId ?? []);
  const [first] = inputs;
  const query = setupAddress({
    targets,
    sampling: sampling ?? {},
    hasOwnSampling: sampling !== null,
    source: chosen.length > 0 ? "interactions" : "prompt",
    chosen,
    system: first?.messages.find(({ role }) => role === "system")?.content ?? "",
    message: chosen.length > 0 ? "" : (first?.messages.at(-1)?.content ?? ""),
  });
  return `/compare?${query}`;
}
