import { describe, expect, it } from "vitest";
import { grade } from "../../../electron/core/replay/grade.ts";
import { replayRequest } from "../../../electron/core/replay/replayRequest.ts";
import { sampleConditions, sampleInteraction } from "../../helpers/sampleInteraction.ts";

const original = sampleInteraction(["You", " have", " 30", " days"]);
const otherModel = { conditions: sampleConditions({ modelSha256: "c".repeat(64) }) };

describe("the grade of a replay", () => {
  it("says where the original was not sent again as it was, because pieces of it were taken out", () => {
    expect(grade({ ...original, redactions: { email: 1 } }, original)).toMatchObject({ grade: "identical", differences: ["redaction"] });
    expect(grade({ ...original, redactions: {} }, { ...original, redactions: { email: 1 } }).differences).toEqual([]);
  });

  it("is identical for the same bytes and finish, whatever the slot", () => {
    const replayed = sampleInteraction(["You", " have", " 30", " days"], { id: "int_2", conditions: sampleConditions({ slot: 1 }) });
    expect(grade(original, replayed)).toMatchObject({ grade: "identical", firstDivergence: null, differences: [], interactionId: "int_2" });
  });

  it("names the first token that differs on both sides", () => {
    const replayed = sampleInteraction(["You", " have", " 14", " days"]);
    expect(grade(original, replayed)).toMatchObject({ grade: "diverged", firstDivergence: { token: 2, original: " 30", replayed: " 14" } });
  });

  it("shows an empty token for the side that ended first", () => {
    const shorter = sampleInteraction(["You", " have"]);
    expect(grade(original, shorter).firstDivergence).toEqual({ token: 2, original: " 30", replayed: "" });
    expect(grade(shorter, original).firstDivergence).toEqual({ token: 2, original: "", replayed: " 30" });
  });

  it("is same-tokens when only the finish reason differs", () => {
    const replayed = sampleInteraction(["You", " have", " 30", " days"], { finishReason: "length" });
    expect(grade(original, replayed)).toMatchObject({ grade: "same-tokens", firstDivergence: null });
  });

  it("finds the differing character where two models cut the text differently", () => {
    const replayed = sampleInteraction(["You h", "ave 1", "4 days"], otherModel);
    expect(grade(original, replayed)).toMatchObject({ grade: "diverged", firstDivergence: { token: 2, original: " 30", replayed: "ave 1" }, differences: ["model"] });
  });

  it("counts words where an answer has no token ids", () => {
    const bare = sampleInteraction([], { output: "You have 30 days", outputTokens: null, outputTokenEnds: null, ...otherModel });
    expect(grade(bare, sampleInteraction(["You", " have", " 14", " days"])).firstDivergence).toEqual({ token: 2, original: " 30", replayed: " 14" });
  });

  it("is failed for a replay without a whole answer, with its cause", () => {
    const failed = sampleInteraction(["You"], { status: "failed", error: { code: "model-crashed", message: "The process ended (SIGKILL)." } });
    expect(grade(original, failed)).toMatchObject({ grade: "failed", firstDivergence: null, error: "The process ended (SIGKILL)." });
  });

  it("names each condition that is not the same", () => {
    const replayed = sampleInteraction(["You"], {
      conditions: sampleConditions({ templateSha256: "d", engine: "other", backend: "vulkan", slotsBusy: 2, cachedTokens: 8, sampling: { ...sampleConditions().sampling!, temperature: 1 } }),
    });
    expect(grade(original, replayed).differences).toEqual(["template", "engine", "backend", "parameters", "slots", "cache"]);
  });
});

describe("the request of a replay", () => {
  it("keeps messages and the resolved sampling with its seed, and leaves the session behind", () => {
    const request = replayRequest({ ...original, request: { ...original.request, session: "ses_1", tags: ["x"] } }, undefined, {});
    expect(request).toEqual({ target: "a".repeat(64), messages: original.request.messages, sampling: original.conditions.sampling, origin: "replay", replayOf: "int_1" });
  });

  it("puts overrides on top and takes another model", () => {
    const request = replayRequest(original, "demo-support-v2", { temperature: 1.5 });
    expect(request).toMatchObject({ target: "demo-support-v2", sampling: { temperature: 1.5, seed: 7 } });
  });

  it("leaves the token limit out where the recorded run had none", () => {
    const unlimited = { ...original, conditions: sampleConditions({ sampling: { ...sampleConditions().sampling!, maxTokens: null } }) };
    expect(replayRequest(unlimited, undefined, {}).sampling).not.toHaveProperty("maxTokens");
  });
});
