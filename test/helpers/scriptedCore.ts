import { core, type CoreContract } from "../../shared/contract.ts";
import { AppError, toFailure, type Failure } from "../../shared/errors.ts";
import { connect } from "../../shared/rpc/connect.ts";
import type { Client, Services } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import { serve } from "../../shared/rpc/serve.ts";
import type { RunEvent, RunRequest } from "../../shared/schemas/chat.ts";
import type { Interaction } from "../../shared/schemas/interaction.ts";
import type { Model } from "../../shared/schemas/model.ts";
import { createFakeCore } from "./fakeCore.ts";
import { sampleInteraction } from "./sampleInteraction.ts";

/** What a scripted model does with a request: pieces of text, pauses, other events, an error at the end. */
export type Script = (request: RunRequest, signal: AbortSignal) => AsyncIterable<string | Exclude<RunEvent, { type: "begun" | "done" }>> | Iterable<string>;
export type ScriptedCore = { services: Services<CoreContract>; api: Client<CoreContract>; log: Interaction[]; requests: RunRequest[]; remembered: Map<string, unknown> };

/** A core in memory whose models say what `script` says; every request is in its log, as the real gateway does it. */
export function createScriptedCore({ models, script, log = [], finishReason = () => "stop" }: { models: Model[]; script: Script; log?: Interaction[]; finishReason?: (request: RunRequest) => Interaction["finishReason"] }): ScriptedCore {
  const remembered = new Map<string, unknown>();
  const requests: RunRequest[] = [];
  const fake = createFakeCore({ models, remembered }).services;

  async function* run(request: RunRequest, signal: AbortSignal): AsyncGenerator<RunEvent> {
    requests.push(request);
    const id = `int_${String(log.length + 1).padStart(6, "0")}`;
    const row = sampleInteraction([], { id, createdAt: log.length, status: "running", origin: request.origin, model: request.target, session: request.session ?? null, request, input: request.messages.at(-1)!.content.slice(0, 300) });
    log.push(row);
    yield { type: "begun", interactionId: id };
    let failure: Failure | null = null;
    try {
      for await (const piece of script(request, signal)) {
        if (signal.aborted) throw new AppError("cancelled", "Cancelled.");
        const event: RunEvent = typeof piece === "string" ? { type: "text", text: piece, tokens: 1 } : piece;
        if (event.type === "text") row.output += event.text;
        yield event;
      }
    } catch (error) {
      failure = toFailure(error);
    } finally {
      row.status = failure === null && !signal.aborted ? "ok" : signal.aborted ? "cancelled" : "failed";
      row.finishReason = row.status === "ok" ? finishReason(request) : null;
      row.error = failure && { code: failure.code, message: failure.message, ...(failure.fix ? { fix: failure.fix } : {}) };
    }
    if (failure) throw new AppError(failure.code, failure.message, { fix: failure.fix, details: { ...failure.details, interactionId: id } });
    yield { type: "done", interactionId: id, status: row.status, finishReason: row.finishReason, usage: row.usage, timings: row.timings };
  }

  const services: Services<CoreContract> = {
    ...fake,
    gateway: { ...fake.gateway, run, countTokens: ({ messages }) => ({ tokens: messages.reduce((sum, { content }) => sum + content.split(/\s+/).length, 0), contextTokens: 4096 }) },
    interactions: {
      ...fake.interactions,
      list({ filter, limit }) {
        const session = /^session = "(.*)"$/.exec(filter ?? "")?.[1];
        return { items: log.filter((each) => !session || each.session === session).toReversed().slice(0, limit).map((each) => ({ ...each, output: each.output.slice(0, 300) })), next: null };
      },
      get({ id }) {
        const found = log.find((each) => each.id === id);
        if (!found) throw new AppError("not-found", `There is no interaction ${id}.`);
        return found;
      },
    },
  };
  const [near, far] = memoryPorts();
  serve(core, services, far);
  return { services, api: connect(core, near), log, requests, remembered };
}
