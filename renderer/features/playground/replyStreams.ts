import { AppError, toFailure } from "../../../shared/errors.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { Parts } from "../../api.ts";
import { applyEvent, applyFailure } from "./applyEvent.ts";
import type { Reply, Turn } from "./conversation.ts";

type ReplyStreamsParts = Pick<Parts, "api"> & {
  now(): number;
  /** The shortest and the longest time between two repaints. */
  repaintMs?: readonly [shortest: number, longest: number] | undefined;
  /** Replies that have changed, by turn, then by column. */
  onReplies(replies: ReadonlyMap<number, Turn["replies"]>): void;
  /** An interaction has begun or ended. */
  onChange(): void;
};

/** Redrawing costs a model on the CPU speed: every frame leaves 0.91 of it, every 100 ms 0.99 of a model of some 100 tokens a second. */
const defaultRepaintMs = [100, 500] as const;
/** Some 100 words: nobody reads faster, so what comes faster is drawn in larger steps. */
const charsARepaint = 600;

/** The answers that are on their way. What they say is gathered and handed on once per repaint; a new phase is shown at once. */
export function createReplyStreams({ api, now, repaintMs: [shortestMs, longestMs] = defaultRepaintMs, onReplies, onChange }: ReplyStreamsParts) {
  const changed = new Map<number, (Reply | null)[]>();
  const running = new Set<AbortController>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let paintedAt = now();
  let chars = 0;
  let pauseMs: number = shortestMs;

  function paint() {
    clearTimeout(timer);
    timer = undefined;
    const charsPerMs = chars / Math.max(1, now() - paintedAt);
    pauseMs = charsPerMs * longestMs > charsARepaint ? longestMs : shortestMs;
    paintedAt = now();
    chars = 0;
    if (changed.size === 0) return;
    onReplies(new Map(changed));
    changed.clear();
  }
  function put(turnId: number, column: number, reply: Reply) {
    const replies = changed.get(turnId) ?? [];
    replies[column] = reply;
    changed.set(turnId, replies);
    timer ??= setTimeout(paint, pauseMs);
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
          const { state } = reply.phase;
          if (event.type === "text") chars += event.text.length;
          show(applyEvent(reply, event, now() - startedAt));
          if (event.type === "begun" || reply.phase.state !== state) paint();
          if (event.type === "begun") onChange();
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
