import { Sampling } from "../../../shared/schemas/chat.ts";
import { freeText, shapeText, shapeTypes, withShapeText, type ResponseShape } from "./responseShape.ts";

/** Who is asked, and how. One target is one column, two are side by side; null: whichever model fits first. */
export type Setup = { targets: (string | null)[]; system: string; sampling: Sampling; /** How an answer must look; left out: freely. */ shape?: ResponseShape };

export const emptySetup: Setup = { targets: [null], system: "", sampling: {} };
const numbers = ["temperature", "topK", "topP", "minP", "repeatPenalty", "frequencyPenalty", "presencePenalty", "repeatLastN", "xtcProbability", "xtcThreshold", "dryStrength", "dryBase", "dryAllowedLength", "dryLastN", "maxTokens", "seed"] as const;
/** Longer system prompts are not put into the address; the conversation's own record has them. */
const longestInAddress = 4000;

/** The setup that an address says; what it says wrongly is left out. */
export function readSetup(query: URLSearchParams, mostTargets = 2): Setup {
  const targets = query.getAll("target").slice(0, mostTargets);
  const sampling: Record<string, unknown> = {};
  const take = (name: keyof Sampling, value: unknown) => {
    if (Sampling.shape[name].safeParse(value).success) sampling[name] = value;
  };
  for (const name of numbers) if (query.has(name)) take(name, Number(query.get(name) || Number.NaN));
  if (query.has("stop")) take("stop", query.getAll("stop"));
  return { targets: targets.length > 0 ? targets.map((name) => name || null) : [null], system: query.get("system") ?? "", sampling: Sampling.parse(sampling), ...readShape(query) };
}

/** The query of an address that says `setup`. */
export function writeSetup({ targets, system, sampling, shape }: Setup): URLSearchParams {
  const query = new URLSearchParams();
  if (targets.length > 1 || targets[0]) for (const target of targets) query.append("target", target ?? "");
  for (const name of numbers) if (sampling[name] !== undefined) query.set(name, String(sampling[name]));
  for (const stop of sampling.stop ?? []) query.append("stop", stop);
  if (system !== "" && system.length <= longestInAddress) query.set("system", system);
  if (!shape || shape.type === "text") return query;
  query.set("format", shape.type);
  const text = shapeText(shape);
  if (text !== "" && text.length <= longestInAddress) query.set("shape", text);
  return query;
}

function readShape(query: URLSearchParams): Pick<Setup, "shape"> {
  const type = shapeTypes.find(({ value }) => value === query.get("format"))?.value;
  return type ? { shape: withShapeText({ ...freeText, type }, query.get("shape") ?? "") } : {};
}
