import { AppError, toFailure } from "../../../shared/errors.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { Parts } from "../../api.ts";
import { applyEvent, applyFailure } from "./applyEvent.ts";
import type { Reply, Turn } from "./conversation.ts";

type ReplyStreamsParts = Pick<Parts, "api"> & {
  now(): number;
  repaintMs?: number | undefined;
  /** Replies that have changed, by turn, then by column. */
  onReplies(replies: ReadonlyMap<number, Turn["replies"]>): void;
  /** An interaction has begun or ended. */
  onChange(): void;
};

/** Redrawing costs the model speed: each frame leaves 0.91 of it, every 100 ms 0.99. */
const defaultRepaintMs = 100;

/** The answers that are on their way. What they say is gathered and handed on once per repaint. */
export function createReplyStreams({ api, now, repaintMs = defaultRepaintMs, onReplies, onChange }: ReplyStreamsParts) {
  const changed = new Map<number, (Reply | null)[]>();
  const running = new Set<AbortController>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function paint() {
    clearTimeout(timer);
    timer = undefined;
    if (changed.size === 0) return;
    onReplies(new Map(changed));
    changed.clear();
  }
  function put(turnId: number, column: number, reply: Reply) {
    const replies = changed.get(turnId) ?? [];
    replies[column] = reply;
    changed.set(turnId, replies);
    timer ??= setTimeout(paint, repaintMs);
  }

  return {
    async start(turnId: number, column: number, request: RunRequest): Promise<void> {
      const controller = new AbortController();
      const startedAt = now();
      let reply: Reply = { target: request.target, interactionId: null, text: "", phase: { state: "asking" } };
      const show = (next: Reply) => put(turnId, column, (reply = next));
      running.add(controller);
      show(reply);
      paint();
      try {
        for await (const event of api.gateway.run(request, controller.signal)) {
          show(applyEvent(reply, event, now() - startedAt));
          if (event.type !== "begun") continue;
          paint();
          onChange();
        }
        if (reply.phase.state !== "ended") throw new AppError("connection-lost", "The answer ended without a word why.", { fix: "Ask again." });
      } catch (error) {
        show(applyFailure(reply, toFailure(error)));
      } finally {
        running.delete(controller);
        paint();
        onChange();
      }
    },
    /** Cancels every answer that is on its way, down to the sampler. */
    stop(): void {
      for (const controller of running) controller.abort(new AppError("cancelled", "The answer was stopped."));
    },
  };
}
