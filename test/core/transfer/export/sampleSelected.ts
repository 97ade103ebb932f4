import type { WriteContext, Selected } from "../../../../electron/core/transfer/export/selected.ts";
import type { IncomingFeedback } from "../../../../shared/schemas/incoming.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import type { RunRequest } from "../../../../shared/schemas/chat.ts";
import { sampleInteraction } from "../../../helpers/sampleInteraction.ts";

export const request = (more: Partial<RunRequest> = {}): RunRequest => ({ target: "demo-support-v1", messages: [{ role: "user", content: "Where is my order?" }], sampling: {}, origin: "chat", ...more });

/** An answered interaction of an export. */
export function sampleSelected(more: Partial<Interaction> = {}, beside: Partial<Omit<Selected, "interaction">> = {}): Selected {
  return { interaction: sampleInteraction(["It is ", "on its way."], more), raw: () => null, original: () => null, feedback: [], ...beside };
}

export const feedback = (more: Partial<IncomingFeedback>): IncomingFeedback => ({
  sourceId: null, of: { interactionId: "int_1" }, createdAt: 1, name: "thumb", value: null, label: null, comment: null, correction: null, annotator: null, ...more,
});

export const context = (more: Partial<WriteContext> = {}): WriteContext => ({ raw: false, goodFrom: undefined, timeZone: "UTC", answersBeside: () => [], spansOf: () => [], ...more });
