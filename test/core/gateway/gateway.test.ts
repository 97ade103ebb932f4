import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/errors.ts";
import { drain } from "../../helpers/drain.ts";
import { hello, never, openGateway } from "./openGateway.ts";

describe("the gateway", () => {
  it("gives the id first, then the answer, and its end after the row is written", async () => {
    const { gateway, log } = openGateway();
    const { types, events } = await drain(gateway.run(hello, never));
    expect(types).toEqual(["begun", "loading", "text", "done"]);
    expect(log.events).toEqual(["begin", "committed", "finish"]);
    expect(events.at(-1)).toMatchObject({ interactionId: "int_1", status: "ok", finishReason: "stop", usage: { completionTokens: 2 } });
    expect(log.last().outcome).toMatchObject({ status: "ok", output: "Hello", outputTokens: [100, 101], outputTokenEnds: [3, 5], finishReason: "stop", error: null });
  });

  it("writes the text so far once a second, for what is left when core dies", async () => {
    const { gateway, log } = openGateway({ answer: ["a", "b", "c", "d", "e"], paceMs: 300 });
    await drain(gateway.run(hello, never));
    const { progress } = log.last();
    expect(progress).toHaveLength(1);
    expect("abcde".slice(0, progress[0]!.tokens)).toBe(progress[0]!.output);
    expect(progress[0]!.tokens).toBeGreaterThan(3);
  });

  it("lets no text out before the row is committed", async () => {
    const { promise: commit, resolve } = Promise.withResolvers<void>();
    const { gateway, llama } = openGateway({}, { commit: () => commit });
    const events = gateway.run(hello, never)[Symbol.asyncIterator]();
    const seen: string[] = [];
    const reading = (async () => {
      for (let step = await events.next(); !step.done; step = await events.next()) seen.push(step.value.type);
    })();
    while (llama.requests.length === 0) await delay(1);
    await delay(30);
    expect(seen).not.toContain("text");
    resolve();
    await reading;
    expect(seen).toContain("text");
  });

  it("fails a request whose row can't be written, and gives no text", async () => {
    const { gateway } = openGateway({}, { commit: async () => { throw new AppError("disk-full", "The disk is full."); } });
    const { types, error } = await drain(gateway.run(hello, never));
    expect(types).not.toContain("text");
    expect(error).toMatchObject({ code: "disk-full" });
  });

  it("records the conditions, the drawn seed and the rendered prompt", async () => {
    const { gateway, log, llama } = openGateway();
    await drain(gateway.run({ ...hello, sampling: { topK: 3 } }, never));
    const { conditions, prompt, attempts, timings } = log.last().outcome!;
    expect(prompt).toBe("User: Hello\n\nAssistant:");
    expect(conditions).toMatchObject({ engine: "scripted", slot: 0, slotsBusy: 1, cachedTokens: 0, samplingChain: ["greedy"], sampling: { topK: 3, temperature: 0.7 } });
    expect(conditions.sampling!.seed).toBe(llama.requests[0]!.sampling.seed);
    expect(attempts).toMatchObject([{ deployment: "demo", outcome: "ok" }]);
    expect(timings.firstTokenMs).toBeGreaterThan(0);
  });

  it("keeps the partial answer when the model crashes, names the cause, and starts it again", async () => {
    const { gateway, log, llama } = openGateway({ answer: ["Hel", "crash"] });
    const { error } = await drain(gateway.run(hello, never));
    expect(error).toMatchObject({ code: "model-crashed", details: { interactionId: "int_1" } });
    expect(log.last().outcome).toMatchObject({ status: "failed", output: "Hel", outputTokens: [100], error: { code: "model-crashed", message: expect.stringContaining("killed by SIGKILL") } });
    await drain(gateway.run(hello, never));
    expect(llama.seen.started).toBe(2);
  });

  it("cancels down to the model and says by whom", async () => {
    const { gateway, log, llama } = openGateway({ answer: ["Hel", "hang"] });
    const stop = new AbortController();
    const running = drain(gateway.run(hello, stop.signal));
    while (llama.seen.answering === 0) await delay(1);
    await delay(20);
    stop.abort();
    expect((await running).error).toMatchObject({ code: "cancelled" });
    expect(log.last().outcome).toMatchObject({ status: "cancelled", output: "Hel", error: { message: "Cancelled by the page that asked." } });
    await delay(5);
    expect(llama.seen.answering).toBe(0);
  });

  it("cancels when the reader leaves the loop", async () => {
    const { gateway, log, llama } = openGateway({ answer: ["Hel", "hang"] });
    for await (const event of gateway.run({ ...hello, origin: "chat" }, never)) if (event.type === "text") break;
    expect(log.last().outcome).toMatchObject({ status: "cancelled", output: "Hel", error: { message: "Cancelled by the command line that asked." } });
    await delay(5);
    expect(llama.seen.answering).toBe(0);
  });

  it("writes every row before it closes", async () => {
    const { gateway, log, llama } = openGateway({ answer: ["Hel", "hang"] });
    const running = drain(gateway.run(hello, never));
    while (llama.requests.length === 0) await delay(1);
    await gateway.close();
    expect(log.last().outcome).toMatchObject({ status: "cancelled", error: { message: "Cancelled, because Tapedeck was ended." } });
    await running;
  });

  it("writes the row of a reader that stopped reading when it closes", async () => {
    const { gateway, log } = openGateway({ answer: ["Hel", "lo"] });
    const reader = gateway.run(hello, never)[Symbol.asyncIterator]();
    for (let step = await reader.next(); !step.done && step.value.type !== "text"; ) step = await reader.next();
    await gateway.close();
    expect(log.last().outcome).toMatchObject({ status: "cancelled", output: "Hel" });
    expect(log.events.filter((event) => event === "finish")).toHaveLength(1);
    await reader.return!();
    expect(log.events.filter((event) => event === "finish")).toHaveLength(1);
  });

  it("says when the context became full, and keeps the answer", async () => {
    const { gateway, log } = openGateway({ finishReason: "context", contextTokens: 256 });
    const { events } = await drain(gateway.run(hello, never));
    expect(events.at(-1)).toMatchObject({ type: "done", status: "ok", finishReason: "context" });
    expect(log.last().outcome).toMatchObject({ output: "Hello", finishReason: "context", error: { code: "context-exceeded", message: "The context of 256 tokens was full after 2 tokens of the answer." } });
  });
});
