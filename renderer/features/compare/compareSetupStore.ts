import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Message } from "../../../shared/schemas/chat.ts";
import type { CompareRequest } from "../../../shared/schemas/comparison.ts";
import type { InteractionSummary } from "../../../shared/schemas/interaction.ts";
import type { Model } from "../../../shared/schemas/model.ts";
import { api, type Parts } from "../../api.ts";
import { useModels } from "../models/modelsStore.ts";
import { chooseTargets } from "../playground/chooseTargets.ts";
import { readSetup, writeSetup, type Setup } from "../playground/setup.ts";

export const mostTargets = 8;
const recentLimit = 200;

export type CompareSetup = Setup & {
  /** What the models are given: one prompt, or the requests of recorded interactions. */
  source: "prompt" | "interactions";
  message: string;
  /** Ids of the chosen interactions. */
  chosen: string[];
  /** With interactions: `sampling` for all of them, instead of each one's recorded. */
  hasOwnSampling: boolean;
};
type CompareSetupState = CompareSetup & {
  recent: InteractionSummary[] | null;
  recentFailure: Failure | null;
  search: string;
  isStarting: boolean;
  /** Why it was not started. */
  refusal: Failure | string | null;
  open(query: URLSearchParams): void;
  change(change: Partial<CompareSetup>): void;
  toggle(id: string): void;
  /** Reads the newest interactions that hold `search`. */
  find(search: string): Promise<void>;
  /** Starts the comparison and gives its id; null: refused. */
  start(): Promise<string | null>;
};

/** At temperature 0 each model says what it finds likeliest, so that what differs is the models. */
const initial: CompareSetup = { targets: [null, null], system: "", sampling: { temperature: 0, seed: 1 }, source: "prompt", message: "", chosen: [], hasOwnSampling: false };

/** What will be compared. */
export function createCompareSetupStore({ api, models }: Pick<Parts, "api"> & { models(): readonly Model[] }) {
  let asked = new AbortController();
  return create<CompareSetupState>()((set, get) => ({
    ...initial,
    recent: null,
    recentFailure: null,
    search: "",
    isStarting: false,
    refusal: null,
    open(query) {
      const setup = readSetup(query, mostTargets);
      const chosen = query.get("interactions")?.split(",").filter(Boolean) ?? [];
      const targets = [...setup.targets, null, null].slice(0, Math.max(2, setup.targets.length));
      const hasSampling = Object.keys(setup.sampling).length > 0;
      set({ ...initial, ...setup, targets, sampling: hasSampling ? setup.sampling : initial.sampling, source: query.has("interactions") ? "interactions" : "prompt", chosen, hasOwnSampling: query.has("interactions") && hasSampling, message: query.get("message") ?? "", refusal: null });
    },
    change: (change) => set({ ...change, refusal: null }),
    toggle: (id) => set(({ chosen }) => ({ chosen: chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id], refusal: null })),
    async find(search) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      set({ search });
      try {
        const { items } = await api.interactions.list({ limit: recentLimit, ...(search.trim() === "" ? {} : { text: search.trim() }) }, signal);
        if (!signal.aborted) set({ recent: items.filter(({ origin }) => origin !== "compare" && origin !== "replay"), recentFailure: null });
      } catch (error) {
        if (!signal.aborted) set({ recentFailure: toFailure(error) });
      }
    },
    async start() {
      if (get().isStarting) return null;
      const request = requestOf(get(), models());
      if (typeof request === "string") return set({ refusal: request }), null;
      set({ isStarting: true, refusal: null });
      try {
        const { id } = await api.compare.start(request);
        // The next one begins anew, with the same models; "Compare again" brings this one back.
        set({ ...initial, targets: get().targets });
        return id;
      } catch (error) {
        set({ refusal: toFailure(error) });
        return null;
      } finally {
        set({ isStarting: false });
      }
    },
  }));
}

/** The request, or why there is none. */
function requestOf({ targets, source, system, message, sampling, chosen, hasOwnSampling }: CompareSetup, models: readonly Model[]): CompareRequest | string {
  const names = chooseTargets(targets, models).filter((name) => name !== null);
  if (names.length < 2) return "Choose at least two models.";
  if (source === "interactions") return chosen.length === 0 ? "Choose at least one interaction." : { targets: names, inputs: { interactionIds: chosen }, ...(hasOwnSampling ? { sampling } : {}) };
  if (message.trim() === "") return "Write a message first.";
  const messages: Message[] = [...(system === "" ? [] : [{ role: "system" as const, content: system }]), { role: "user", content: message }];
  return { targets: names, inputs: { messages }, sampling };
}

/** The query of the address that opens this setup again. Long messages are left out. */
export function setupAddress({ source, message, chosen, hasOwnSampling, ...setup }: CompareSetup): string {
  const hasSampling = source === "prompt" ? JSON.stringify(setup.sampling) !== JSON.stringify(initial.sampling) : hasOwnSampling;
  const query = writeSetup({ ...setup, targets: setup.targets.every((target) => target === null) && setup.targets.length === 2 ? [null] : setup.targets, sampling: hasSampling ? setup.sampling : {}, system: source === "prompt" ? setup.system : "" });
  if (source === "interactions") query.set("interactions", chosen.join(","));
  else if (message !== "" && message.length <= 4000) query.set("message", message);
  return query.toString();
}

export const useCompareSetup = createCompareSetupStore({ api, models: () => useModels.getState().models ?? [] });
